// Where the reader is, and what the reader has chosen: progress, back to the top, text size, keys.
import { currentSection } from "./contents.js"
import { headingOf } from "./places.js"
import { recall, remember } from "./store.js"

const SIZE = "digest-size"
const KEYS = "digest-keys"
const dialog = document.querySelector("dialog[data-settings]")
const progress = document.querySelector("[data-progress]")
const top = document.querySelector("[data-top]")

let waiting = false
let last = scrollY
function follow() {
  waiting = false
  const whole = document.documentElement.scrollHeight - innerHeight
  // A page that fits three windows needs neither.
  const long = whole > 2 * innerHeight
  progress?.style.setProperty("--read", long ? String(Math.min(1, scrollY / whole)) : "0")
  // Seen by a reader on the way up: on the way down it would only cover the text.
  if (top && scrollY !== last) {
    top.hidden = !long || scrollY < innerHeight
    top.classList.toggle("to-top--resting", scrollY > last)
  }
  last = scrollY
}
function later() {
  if (!waiting) requestAnimationFrame(follow)
  waiting = true
}
addEventListener("scroll", later, { passive: true })
addEventListener("resize", later)
follow()

top?.addEventListener("click", (event) => {
  event.preventDefault()
  scrollTo({ top: 0 })
  const title = document.querySelector("article h1")
  title?.setAttribute("tabindex", "-1")
  title?.focus({ preventScroll: true })
  history.replaceState(history.state, "", location.pathname + location.search)
})

/** To the section before or behind the one being read. */
function step(by) {
  const sections = [...document.querySelectorAll("article :is(h1, h2)[id]")]
  const current = document.getElementById(currentSection())
  const section = headingOf(current, sections)
  // From a sub-heading, “before” is the section that it belongs to.
  const at = sections.indexOf(section) + (by < 0 && section !== current ? 1 : 0)
  const target = sections[at + by]
  if (target) location.hash = target.id
}

const keys = {
  "?": () => open(),
  j: () => step(1),
  k: () => step(-1),
  l: () => document.querySelector("[data-language-switch]")?.click(),
  b: () => {
    const link = document.querySelector("[data-parallel]")
    if (link) location.assign(`${link.href}#${currentSection()}`)
  },
}

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

function open() {
  if (dialog.open) return
  dialog.querySelector(`[name=text-size][value=${document.documentElement.dataset.size}]`).checked = true
  dialog.showModal()
}

if (dialog?.showModal) {
  const button = document.querySelector("[data-settings-open]")
  const single = dialog.querySelector("[data-keys]")
  button.hidden = false
  button.addEventListener("click", open)
  single.checked = document.documentElement.dataset.keys !== "off"
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
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.(
      "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]",
    )
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing) return
    if (document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
}
if (recall(KEYS) === "off") {
  document.documentElement.dataset.keys = "off"
  if (dialog) dialog.querySelector("[data-keys]").checked = false
}
