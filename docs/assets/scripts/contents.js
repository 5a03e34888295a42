// Contents that follow: the entry of the section being read is marked in every list of contents.
import { addressed, headingOf } from "./places.js"

export const headings = [...document.querySelectorAll("article :is(h1, h2, h3)[id]")]
const links = [...document.querySelectorAll(".md-nav--secondary a[href^='#'], [data-contents] a[href^='#']")]

/**
 * The id of the heading whose text is being read: the last one that has reached the top of the view.
 * At the end of a page the last headings cannot get there. Then the heading that the address names
 * counts, if it is in view; else the last section in view, else the last heading in view.
 */
export function currentSection() {
  const shown = headings.filter((heading) => !heading.closest("[hidden]"))
  if (scrollY < 2 || shown.length === 0) return shown[0]?.id ?? ""
  const header = document.querySelector(".md-header")?.offsetHeight ?? 0
  const top = (heading) => heading.getBoundingClientRect().top
  const passed = shown.filter((heading) => top(heading) <= header + 48)
  const visible = shown.filter((heading) => top(heading) >= header && top(heading) < innerHeight)
  const last = (list) => list[list.length - 1]
  const atEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 2
  const target = addressed()
  if (atEnd && visible.length > 0) {
    if (visible.includes(target)) return target.id
    return (last(visible.filter((heading) => heading.localName === "h2")) ?? last(visible)).id
  }
  return (last(passed) ?? shown[0]).id
}

/**
 * The fragment that leads a reader here: the one in the address while its target is in view or in the section being
 * read, else that section's.
 */
export function fragment() {
  const target = addressed()
  const section = currentSection()
  if (target) {
    const box = target.getBoundingClientRect()
    if ((box.bottom > 0 && box.top < innerHeight) || headingOf(target, headings)?.id === section) return location.hash
  }
  const first = document.querySelector("article h1[id]")
  return section && section !== first?.id ? `#${section}` : ""
}

/** Keep the marked entry visible inside the sidebar, without moving the page. */
function reveal(link) {
  const frame = link.closest(".md-sidebar__scrollwrap")
  if (!frame || frame.scrollHeight <= frame.clientHeight) return
  const box = link.getBoundingClientRect()
  const view = frame.getBoundingClientRect()
  if (box.top < view.top || box.bottom > view.bottom) frame.scrollTop += box.top - view.top - view.height / 3
}

let marked = null
function follow() {
  const current = currentSection()
  if (current === marked) return
  marked = current
  const chain = headings.slice(0, headings.findIndex((heading) => heading.id === current) + 1).reverse()
  for (const list of document.querySelectorAll(".md-nav--secondary, [data-contents]")) {
    const own = links.filter((link) => list.contains(link))
    // A list may stop at the sections: then the section stands for its sub-headings.
    const found = chain.find((heading) => own.some((link) => link.hash === `#${heading.id}`))
    for (const link of own) {
      const active = found !== undefined && link.hash === `#${found.id}`
      link.classList.toggle("md-nav__link--active", active)
      if (active) link.setAttribute("aria-current", "true")
      else link.removeAttribute("aria-current")
      if (active) reveal(link)
    }
  }
}

let waiting = false
function later() {
  if (waiting) return
  waiting = true
  requestAnimationFrame(() => {
    waiting = false
    follow()
  })
}

addEventListener("scroll", later, { passive: true })
addEventListener("resize", later)
addEventListener("hashchange", later)
follow()
// On a short window the page's own entry would be out of sight.
for (const link of document.querySelectorAll(".md-nav--primary [aria-current=page]")) reveal(link)
