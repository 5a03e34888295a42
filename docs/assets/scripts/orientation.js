// Where the reader is, and where a key leads: progress, back to the top, from section to section.
import { currentSection } from "./contents.js"
import { bring } from "./lazy.js"
import { dressed } from "./overlays.js"
import { headingOf } from "./places.js"
import { recall } from "./store.js"

const KEYS = "digest-keys"
const button = document.querySelector("[data-settings-open]")
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

function open() {
  bring(
    () => dressed(import("./settings.js")),
    button,
    ({ openSettings }) => openSettings(),
  )
}

if (button && "HTMLDialogElement" in window) {
  button.hidden = false
  button.addEventListener("click", open)
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
if (recall(KEYS) === "off") document.documentElement.dataset.keys = "off"
