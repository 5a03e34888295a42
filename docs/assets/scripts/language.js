// The language link keeps the page, what follows “?”, and the section in view. Ids are the same in both languages.
import { fragment } from "./contents.js"

const link = document.querySelector("[data-language-switch]")

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
