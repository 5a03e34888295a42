// What the reader may choose: theme, text size, and whether single keys do something. The dialog is fetched when it is
// first wanted.
import { openDialog } from "./dialogs.js"
import { fetchPage } from "./fetched.js"
import { remember } from "./store.js"
import { applySize, applyTheme } from "./theme.js"

const KEYS = "digest-keys"
const root = document.documentElement
/** @type {Promise<any> | null} */
let asked = null

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

async function fetchDialog() {
  const address = new URL(`../../${root.dataset.folder}settings.html`, import.meta.url)
  const page = await fetchPage(address, "[data-settings]")
  const dialog = document.importNode(page.querySelector("[data-settings]"), true)
  const single = dialog.querySelector("[data-keys]")
  single.addEventListener("change", () => {
    root.dataset.keys = single.checked ? "on" : "off"
    remember(KEYS, root.dataset.keys)
  })
  dialog.addEventListener("change", ({ target }) => {
    if (target.name === "theme") applyTheme(target.value)
    if (target.name === "text-size") keepPlace(() => applySize(target.value))
  })
  document.body.append(dialog)
  return dialog
}

/** Open the dialog of settings, as they are now. Rejects when it cannot be had; the next call tries again. */
export async function openSettings() {
  asked ??= fetchDialog() // once, however often it is asked for on a slow line
  const dialog = await asked.catch((error) => {
    asked = null
    throw error
  })
  if (dialog.open) return
  const { size, theme, keys } = root.dataset
  for (const [name, chosen] of Object.entries({ theme, "text-size": size })) {
    const choices = [...dialog.querySelectorAll(`[name=${name}]`)]
    // What another site of this host, or another edition, has left there may be none of them.
    ;(choices.find(({ value }) => value === chosen) ?? choices[0]).checked = true
  }
  dialog.querySelector("[data-keys]").checked = keys !== "off"
  openDialog(dialog)
}
