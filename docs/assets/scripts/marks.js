// Marks of figures, cases, laws and terms: their cards come when the first of them is wanted, by preview.js.
import { bring, tell } from "./lazy.js"
import { dressed } from "./overlays.js"

const LINKS = "article a:is([href*='#'], .case, .law, .term, .conflict):not(.headerlink)"
// On the pages that are read, a first tap on one of these shows the card; a second, or the card's title, leads on.
const QUIET = "article a:is(.figure, .case, .law, .term, .conflict)"
const READ = /\/(\d{2,3}-[a-z-]+|key-points)\/$/
let pointer = "mouse"
let wasTold = false

const load = () => dressed(import("./preview.js"))
const linkOf = (event) => (event.target.closest?.(".preview") ? null : event.target.closest?.(LINKS))

/** For who comes upon a link and has not used it; that no card can be had is told the first time. */
function offer(link, act) {
  load().then(act, () => {
    if (!wasTold) tell(link, () => offer(link, act))
    wasTold = true
  })
}

document.addEventListener("pointerdown", (event) => {
  pointer = event.pointerType
  if (linkOf(event)) load().catch(() => {}) // the click tells
})
document.addEventListener("keydown", () => (pointer = "mouse"))
document.addEventListener("pointerover", (event) => {
  const link = linkOf(event)
  // Not while something is being selected.
  if (link && event.pointerType === "mouse" && event.buttons === 0) offer(link, (module) => module.hover(link))
})
document.addEventListener("focusin", (event) => {
  const link = linkOf(event)
  if (link?.matches(":focus-visible")) offer(link, (module) => module.show(link, "keyboard"))
})
document.addEventListener("click", (event) => {
  const link = linkOf(event)
  const plain = event.detail > 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
  if (!link?.matches(QUIET) || pointer === "mouse" || !plain || !READ.test(location.pathname)) return
  if (link.getAttribute("aria-expanded")) return // a second tap
  event.preventDefault()
  bring(load, link, (module) => module.show(link, pointer))
})
