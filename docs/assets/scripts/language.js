// The language link keeps the page, what follows “?”, and the section in view. Ids are the same in both languages.
import { currentSection, headings } from "./contents.js"
import { addressed, headingOf } from "./places.js"

const link = document.querySelector("[data-language-switch]")

/** The fragment to keep: the one in the address while its target is in view or in the section being read, else that. */
function fragment() {
  const target = addressed()
  const section = currentSection()
  if (target) {
    const box = target.getBoundingClientRect()
    if ((box.bottom > 0 && box.top < innerHeight) || headingOf(target, headings)?.id === section) return location.hash
  }
  const first = document.querySelector("article h1[id]")
  return section && section !== first?.id ? `#${section}` : ""
}

if (link) {
  const page = link.getAttribute("href").replace(/[?#].*$/, "")
  const refresh = () => link.setAttribute("href", page + location.search + fragment())
  // Before every way of using the link: click, Enter, a new tab, the context menu, a long press.
  for (const event of ["pointerenter", "pointerdown", "focus", "click", "contextmenu"])
    link.addEventListener(event, refresh)
  addEventListener("scroll", refresh, { passive: true })
  addEventListener("hashchange", refresh)
  refresh()
}
