// Cards: what a figure, a case, a law or a term is, beside the link, on hover, on focus, and on a first tap.
// By keyboard a card is no detour: Tab passes it by, the arrow down leads into it, Escape back. On a phone it is a
// sheet, which the way back through the history closes too.

import { copyFor } from "./copy.js"
import { tellClosed, tellOpened } from "./dialogs.js"
import { fetchPage } from "./fetched.js"
import { tell } from "./lazy.js"
import { idOf } from "./places.js"

const OWN = "article a:is(.figure, .case, .law, .term, .conflict)" // of these a chapter has the cards itself
const ROOT = new URL("../../", import.meta.url)
const CHAPTER = /\/\d{2,3}-[a-z-]+\/$/
const notice = document.querySelector("[data-notice]")
const SLOW = 300 // ms until it is said that something is on its way
const WAIT = 250 // ms: long enough to pass over a link, and to move from the link into its card
const cards = new Map() // by the address of a chapter: a promise of its cards by id
const folder = () => document.documentElement.dataset.folder
/** @type {{ link: any, card: HTMLElement, inHistory: boolean } | null} */
let open = null
let timer = 0
let returning = false

/**
 * The chapter whose cards tell of a link: this page's own, in the language of the text, for its marks and its parts;
 * else the one to which the link leads. The chapters side by side have no cards of their own.
 */
function chapterOf(link) {
  const here = CHAPTER.exec(location.pathname)
  const there = new URL(".", link.href)
  if (here && (link.matches(OWN) || there.href === new URL(".", location.href).href)) {
    return new URL(`./${link.closest("[data-folder]").dataset.folder}${here[0].slice(1)}`, ROOT).href
  }
  return CHAPTER.test(there.pathname) && there.origin === location.origin && !there.pathname.includes("/bilingual/")
    ? there.href
    : null
}

/** A chapter's cards by id, fetched once, when the first is wanted. Rejects when they cannot be had. */
function load(chapter) {
  if (!cards.has(chapter)) {
    cards.set(
      chapter,
      fetchPage(new URL("previews.html", chapter), "[data-preview]")
        .then(
          (page) => new Map([...page.querySelectorAll("[data-preview]")].map((card) => [card.dataset.preview, card])),
        )
        .catch((error) => {
          cards.delete(chapter) // to be tried again
          throw error
        }),
    )
  }
  return cards.get(chapter)
}

const back = () => close()

function close({ focus = false } = {}) {
  clearTimeout(timer)
  if (!open) return
  const { link, card, inHistory } = open
  open = null
  card.remove()
  link.removeAttribute("aria-expanded")
  link.removeAttribute("aria-describedby")
  if (inHistory) tellClosed(back)
  if (focus) {
    returning = true // dismissed: the link takes the focus without showing the card again
    link.focus({ preventScroll: true })
    setTimeout(() => (returning = false)) // once marks.js has told of the focus
  }
}

/** Below the link, or above it where there is no room; as far as the article goes. A narrow screen has it below. */
function place(link, card) {
  const article = link.closest("article").getBoundingClientRect()
  const line = [...link.getClientRects()].pop()
  const holder = card.offsetParent.getBoundingClientRect()
  const left = Math.max(article.left, Math.min(line.left, article.right - card.offsetWidth))
  const below = line.bottom + card.offsetHeight + 8 < innerHeight || line.top < card.offsetHeight + 80
  card.style.left = `${left - holder.left}px`
  card.style.top = `${(below ? line.bottom + 4 : line.top - card.offsetHeight - 4) - holder.top}px`
}

/** An empty card behind its link, with a sign that something comes. */
function begin(link) {
  const card = document.createElement("div")
  card.className = "preview"
  card.id = "preview"
  card.setAttribute("role", "group")
  card.tabIndex = -1 // Chromium makes a stop for Tab of whatever scrolls
  card.setAttribute("aria-busy", "true")
  const status = document.createElement("p")
  status.setAttribute("role", "status")
  status.textContent = "…"
  setTimeout(() => {
    if (card.hasAttribute("aria-busy")) status.textContent = notice.dataset.loading
  }, SLOW)
  card.append(status)
  link.after(card)
  return card
}

/** Whether a card is a sheet at the foot of a narrow screen: asked each time, since its style may come after it. */
const isSheet = (card) => getComputedStyle(card).position === "fixed"

/** No card can be had: a small one says so to who only passes by, the notice to who asked for it. */
function fail({ link, card }, hasAsked, again) {
  if (hasAsked) {
    close()
    tell(link, again)
    return
  }
  card.removeAttribute("aria-busy")
  card.querySelector("[role=status]").textContent = notice.querySelector("span").textContent
  if (!isSheet(card)) place(link, card)
}

/**
 * Show the card of a link. `by` tells what asks for it: "mouse", "keyboard", or a kind of pointer that touches.
 * @param {any} link
 * @param {string} by
 */
export async function show(link, by) {
  if (open?.link === link || returning) return
  close()
  const chapter = chapterOf(link)
  if (!chapter) {
    if (by !== "mouse" && by !== "keyboard") location.assign(link.href)
    return
  }
  const id = idOf(link.hash) || link.pathname.split("/").slice(-2)[0] // cases and metrics have pages of their own
  const wanted = { link, card: begin(link), inHistory: false }
  open = wanted
  const { card } = wanted
  const isTouch = by !== "mouse" && by !== "keyboard"
  if (isSheet(card) && isTouch) {
    wanted.inHistory = true
    tellOpened(back, "card")
  }
  const all = await load(chapter).catch(() => null)
  const found = all?.get(id) ?? all?.get(id.split("--")[0]) // a mention of a case is shown by its case
  if (open !== wanted) return // the reader has moved on meanwhile
  if (!all) {
    fail(wanted, isTouch, () => show(link, by))
    return
  }
  if (!found) {
    close()
    return
  }
  card.removeAttribute("aria-busy")
  card.dataset.chapter = chapter
  card.setAttribute("aria-label", found.dataset.kind)
  card.replaceChildren(...document.importNode(found, true).childNodes)
  // Cards write their links as seen from their chapter.
  for (const inner of card.querySelectorAll("a[href]")) inner.href = new URL(inner.getAttribute("href"), chapter).href
  const title = card.querySelector(".preview__title")
  const definition = card.querySelector(".preview__definition")
  title.id = "preview-title"
  if (definition) definition.id = "preview-definition"
  for (const control of controls(card)) control.tabIndex = -1
  link.setAttribute("aria-expanded", "true")
  link.setAttribute("aria-describedby", definition ? "preview-title preview-definition" : "preview-title")
  card.addEventListener("pointerenter", () => clearTimeout(timer))
  card.addEventListener("pointerleave", later)
  if (isSheet(card)) {
    const hidden = [...link.getClientRects()].pop().bottom + 8 - card.getBoundingClientRect().top
    if (hidden > 0 && by !== "mouse") scrollBy({ top: hidden }) // not for a pointer that only passes
  } else place(link, card)
}

const controls = (card) => card.querySelectorAll("a, button, summary")

/**
 * A pointer has come upon a link: show its card unless it goes on.
 * @param {any} link
 */
export function hover(link) {
  const chapter = chapterOf(link)
  if (!chapter) return
  load(chapter).catch(() => {}) // the card tells
  clearTimeout(timer)
  timer = setTimeout(() => show(link, "mouse"), WAIT)
  link.addEventListener("pointerleave", later, { once: true })
}

/** Close after a moment, unless the pointer or the focus is still there. */
function later(event) {
  if (event.pointerType && event.pointerType !== "mouse") return
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (open && !open.card.contains(document.activeElement)) close()
  }, WAIT)
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.card.contains(event.target) && !open.link.contains(event.target)) close()
})
document.addEventListener("focusin", (event) => {
  if (open && !open.card.contains(event.target) && event.target !== open.link) close()
})
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) close({ focus: open.card.contains(document.activeElement) })
  const alone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
  if (event.key === "ArrowDown" && alone && open?.card.isConnected && document.activeElement === open.link) {
    event.preventDefault()
    for (const control of controls(open.card)) control.tabIndex = 0
    open.card.querySelector("a, button")?.focus()
  }
})
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-preview-close]")) close({ focus: true })
  const button = event.target.closest(".preview button:not([data-preview-close])")
  if (!button) return
  const anchor = button.closest(".preview").querySelector("[data-copy-link]").dataset.copyLink
  const address = `${button.closest(".preview").dataset.chapter}#${anchor}`
  const { copyShort, copyMarkdown } = button.dataset
  if (copyShort) copyFor(button, new URL(`${folder()}${copyShort}`, ROOT).href)
  else if (copyMarkdown) copyFor(button, `[${copyMarkdown.replace(/[\\[\]]/g, "\\$&")}](${address})`)
  else copyFor(button, address)
})
