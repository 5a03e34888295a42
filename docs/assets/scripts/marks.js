// Marks of figures, cases, laws and terms: their cards come when the first of them is wanted, by preview.js.
import { dress } from "./overlays.js"

const LINKS = "article a:is([href*='#'], .case, .law, .term, .conflict):not(.headerlink)"
// On the pages that are read, a first tap on one of these shows the card; a second, or the card's title, leads on.
const QUIET = "article a:is(.figure, .case, .law, .term, .conflict)"
const READ = /\/(\d{2,3}-[a-z-]+|key-points)\/$/
/** @type {Promise<typeof import("./preview.js")> | null} */
let cards = null
let pointer = "mouse"

const load = () => {
  cards ??= Promise.all([import("./preview.js"), dress()]).then(([module]) => module)
  return cards
}
const linkOf = (event) => (event.target.closest?.(".preview") ? null : event.target.closest?.(LINKS))

document.addEventListener("pointerdown", (event) => {
  pointer = event.pointerType
  if (linkOf(event)) load()
})
document.addEventListener("keydown", () => (pointer = "mouse"))
document.addEventListener("pointerover", (event) => {
  const link = linkOf(event)
  // Not while something is being selected.
  if (link && event.pointerType === "mouse" && event.buttons === 0) load().then((module) => module.hover(link))
})
document.addEventListener("focusin", (event) => {
  const link = linkOf(event)
  if (link?.matches(":focus-visible")) load().then((module) => module.show(link, "keyboard"))
})
document.addEventListener("click", (event) => {
  const link = linkOf(event)
  const plain = event.detail > 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
  if (!link?.matches(QUIET) || pointer === "mouse" || !plain || !READ.test(location.pathname)) return
  if (link.getAttribute("aria-expanded")) return // a second tap
  event.preventDefault()
  load().then(
    (module) => module.show(link, pointer),
    () => location.assign(link.href), // offline: the link leads there
  )
})
