// Previews: what a figure, a case, a law or a term is, beside the link, on hover, on focus, and on a first tap.
const LINKS = "article a:is(.figure, .case, .law, .term)"
const WAIT = 250 // ms: long enough to pass over a link, and to move from the link into its card
let cards = null
let open = null // {link, card}
let timer = 0
let pointer = "mouse"
let returning = false

/** The page's cards by id, fetched once, when the first is wanted; none if they cannot be had. */
function load() {
  cards ??= fetch("previews.html")
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => new Map([...new DOMParser().parseFromString(text, "text/html").querySelectorAll("[data-preview]")].map((card) => [card.dataset.preview, card])))
    .catch(() => {
      cards = null // offline: the link still leads there; try again next time
      return new Map()
    })
  return cards
}

function close({ focus = false } = {}) {
  clearTimeout(timer)
  if (!open) return
  const { link, card } = open
  open = null
  card.remove()
  link.removeAttribute("aria-expanded")
  link.removeAttribute("aria-describedby")
  if (focus) {
    returning = true // dismissed: the link takes the focus without showing the card again
    link.focus({ preventScroll: true })
    returning = false
  }
}

/** Below the link, or above it where there is no room; within the article's width. A narrow screen has it at the bottom. */
function place(link, card) {
  const article = link.closest("article").getBoundingClientRect()
  const line = [...link.getClientRects()].pop()
  const holder = card.offsetParent.getBoundingClientRect()
  const left = Math.max(article.left, Math.min(line.left, article.right - card.offsetWidth))
  const below = line.bottom + card.offsetHeight + 8 < innerHeight || line.top < card.offsetHeight + 80
  card.style.left = `${left - holder.left}px`
  card.style.top = `${(below ? line.bottom + 4 : line.top - card.offsetHeight - 4) - holder.top}px`
}

async function show(link) {
  if (open?.link === link) return
  close()
  const id = decodeURIComponent(link.hash.slice(1))
  const wanted = (open = { link, card: document.createElement("div") })
  const found = (await load()).get(id)
  if (open !== wanted) return // the reader has moved on meanwhile
  if (!found) {
    open = null
    return
  }
  const { card } = wanted
  card.className = "preview"
  card.id = "preview"
  card.setAttribute("role", "group")
  card.setAttribute("aria-label", found.dataset.kind)
  card.append(...document.importNode(found, true).childNodes)
  const title = card.querySelector(".preview__title")
  const definition = card.querySelector(".preview__definition")
  title.id = "preview-title"
  if (definition) definition.id = "preview-definition"
  // Directly behind the link, so that Tab leads from the one into the other.
  link.after(card)
  link.setAttribute("aria-expanded", "true")
  link.setAttribute("aria-describedby", definition ? "preview-title preview-definition" : "preview-title")
  card.addEventListener("pointerenter", () => clearTimeout(timer))
  card.addEventListener("pointerleave", later)
  if (getComputedStyle(card).position === "absolute") place(link, card)
}

/** Close after a moment, unless the pointer or the focus is still there. */
function later(event) {
  if (event.pointerType && event.pointerType !== "mouse") return
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (open && !open.card.contains(document.activeElement)) close()
  }, WAIT)
}

for (const link of document.querySelectorAll(LINKS)) {
  link.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "mouse") return
    load()
    clearTimeout(timer)
    timer = setTimeout(() => show(link), WAIT)
  })
  link.addEventListener("pointerleave", later)
  link.addEventListener("focus", () => {
    if (!returning && link.matches(":focus-visible")) show(link)
  })
  link.addEventListener("click", (event) => {
    // A first tap shows the card; the card's title, or a second tap, leads on.
    if (pointer !== "mouse" && open?.link !== link && event.detail > 0) {
      event.preventDefault()
      show(link)
    }
  })
}

document.addEventListener("pointerdown", (event) => {
  pointer = event.pointerType
  if (open && !open.card.contains(event.target) && !open.link.contains(event.target)) close()
})
document.addEventListener("focusin", (event) => {
  if (open && !open.card.contains(event.target) && event.target !== open.link) close()
})
document.addEventListener("keydown", (event) => {
  pointer = "mouse"
  if (event.key === "Escape" && open) close({ focus: open.card.contains(document.activeElement) })
})
document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-preview-close]")) close({ focus: true })
  const button = event.target.closest("[data-copy-link], [data-copy-citation]")
  if (!button) return
  const { copyFor } = await import("./copy.js")
  const anchor = button.closest(".preview__actions").querySelector("[data-copy-link]").dataset.copyLink
  const address = `${location.origin}${location.pathname}#${anchor}`
  copyFor(button, "copyCitation" in button.dataset ? `${button.dataset.copyCitation} ${address}` : address)
})
