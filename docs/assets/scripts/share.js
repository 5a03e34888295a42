// Behind the mark of a heading, a table or a call-out: the ways to copy its address, and its counterpart in the other
// language. The mark is a link by itself; this only adds to it.
import { copyFor } from "./copy.js"
import { headingOf, idOf } from "./places.js"

const ROOT = new URL("../../", import.meta.url)
const template = document.querySelector("template[data-share]")
const { folder } = document.documentElement.dataset
/** @type {{ mark: any, menu: any } | null} */
let open = null

function close({ focus = false } = {}) {
  if (!open) return
  const { mark, menu } = open
  open = null
  menu.remove()
  mark.removeAttribute("aria-expanded")
  if (focus) mark.focus()
}

/** The section in which an element stands, by its heading. */
const sectionOf = (element) => headingOf(element, [...document.querySelectorAll("article :is(h1, h2)[id]")])

const words = (element) =>
  [...element.childNodes]
    .filter((node) => !node.classList?.contains("headerlink"))
    .map((node) => node.textContent)
    .join("")
    .trim()

/** The short address of a part of the page, or "": its section's by number, with the id if it is not its own. */
function shortAddress(element) {
  const heading = sectionOf(element)
  const number = heading && /^\d+(\.\d+)?(?= )/.exec(words(heading))
  if (!number) return ""
  return `s/${number[0]}/${heading === element ? "" : `#${element.id}`}`
}

/** What a link to a part is called: its heading, or that of what it stands in. */
function titleOf(element) {
  if (/^H\d$/.test(element.nodeName)) return words(element)
  const label = element.querySelector(".admonition-title, figcaption > :is(p, b)")
  return [words(sectionOf(element)), label && words(label)].filter(Boolean).join(" · ")
}

function show(mark) {
  close()
  const element = document.getElementById(idOf(mark.hash))
  const menu = template.content.firstElementChild.cloneNode(true)
  const address = `${location.origin}${location.pathname}#${element.id}`
  const short = shortAddress(element)
  const texts = {
    link: address,
    short: short && new URL(`${folder}${short}`, ROOT).href,
    markdown: `[${titleOf(element).replace(/[\\[\]]/g, "\\$&")}](${address})`,
  }
  for (const button of menu.querySelectorAll("[data-share-copy]")) {
    const text = texts[button.dataset.shareCopy]
    button.hidden = !text
    button.addEventListener("click", () => copyFor(button, text))
  }
  const twin = document
    .querySelector("[data-language-switch]")
    ?.getAttribute("href")
    .replace(/[?#].*$/, "")
  const [counterpart, cite] = menu.querySelectorAll("a")
  counterpart.hidden = !twin
  if (twin) counterpart.href = `${twin}#${element.id}`
  cite.hidden = !/^H[12]$/.test(element.nodeName) || !document.querySelector("article a[data-cite]")
  cite.href = `cite/#${element.id}`
  const bilingual = menu.querySelector("[data-bilingual]")
  if (bilingual) bilingual.setAttribute("href", `${bilingual.getAttribute("href")}#${element.id}`)
  const place = /^H\d$/.test(element.nodeName) ? element : mark.parentElement
  place.after(menu)
  mark.setAttribute("aria-expanded", "true")
  open = { mark, menu }
}

/**
 * A mark was used: show what it offers, or close that; `focus` moves into it.
 * @param {any} mark
 * @param {boolean} focus
 */
export function use(mark, focus) {
  if (open?.mark === mark) {
    close()
    return
  }
  show(mark)
  if (focus) open?.menu.querySelector("button").focus()
}

document.addEventListener("click", (event) => {
  if (open && !open.menu.contains(event.target) && !event.target.closest("article a.headerlink")) close()
})
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) close({ focus: true })
})
