// What the reader has chosen: text size, and whether single keys do something; the theme is theme.js’s.
import { remember } from "./store.js"

const SIZE = "digest-size"
const KEYS = "digest-keys"
let ready = false

/** Change what moves the text, and keep what is being read where it is. */
function keepPlace(change) {
  const edge = document.querySelector(".md-header").offsetHeight
  const read = [...document.querySelectorAll("article :is(h1, h2, h3, p, li, tr)")].find(
    (block) => block.getBoundingClientRect().bottom > edge,
  )
  const before = read?.getBoundingClientRect().top
  change()
  if (read) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" })
}

function prepare(dialog) {
  const single = dialog.querySelector("[data-keys]")
  single.addEventListener("change", () => {
    document.documentElement.dataset.keys = single.checked ? "on" : "off"
    remember(KEYS, document.documentElement.dataset.keys)
  })
  dialog.addEventListener("change", (event) => {
    if (event.target.name !== "text-size") return
    keepPlace(() => (document.documentElement.dataset.size = event.target.value))
    remember(SIZE, event.target.value)
  })
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-settings-close]")) dialog.close()
  })
}

/** Open the dialog of settings, as they are now. */
export function openSettings(dialog) {
  if (dialog.open) return
  if (!ready) prepare(dialog)
  ready = true
  const { size, keys } = document.documentElement.dataset
  dialog.querySelector(`[name=text-size][value=${size}]`).checked = true
  dialog.querySelector("[data-keys]").checked = keys !== "off"
  dialog.showModal()
}
