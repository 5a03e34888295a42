// The way back through the history closes what is open above a page before it leaves the page. Every script fetches this
// one module (dialogs.js), so that all of them share what it keeps in mind.

/** @typedef {{ close: () => void, kind: string }} Told */
/** @type {(Told & { place: string, from: any }) | null} */
let open = null
/** @type {{ top: number, focus: any, spared: any } | null} */
let left = null // while the history goes back because of us: where the reader is, and what must not get the focus again
let entered = 0 // when the last entry was made
/** @type {Told | null} */
let waiting = null // what has opened meanwhile

const SETTLED = 100 // ms
const place = () => location.pathname + location.search
const here = (spared) => ({ top: scrollY, focus: document.activeElement, spared })

/** Be where the reader was; who has gone on meanwhile, by the Tab key, sees what has the focus now. */
function stay({ top, focus, spared }) {
  const { activeElement: now, body } = document
  if (now && now !== body && now !== focus) return now.scrollIntoView({ block: "nearest", behavior: "instant" })
  scrollTo({ top, behavior: "instant" })
  if (now === body && focus !== spared) focus?.focus({ preventScroll: true })
}

/**
 * Something has opened: it takes the place of what was open before, so that both need one entry of the history.
 * @param {Told} told
 */
export function opened(told) {
  if (left) {
    waiting = told
    return
  }
  const before = open
  open = { ...told, place: place(), from: document.activeElement }
  before?.close()
  if (history.state?.overlay) return
  history.pushState({ ...history.state, overlay: told.kind }, "")
  entered = performance.now()
}

/**
 * What `close` closes was closed otherwise than by the way back: its entry goes, unless its address tells of more by now.
 * @param {() => void} close
 */
export function closed(close) {
  if (waiting?.close === close) waiting = null
  if (!open || open.close !== close) return
  const { kind, from } = open
  const same = open.place === place()
  open = null
  if (!history.state?.overlay) return
  if (same) {
    left = here(kind === "card" ? from : null) // with the focus the card would come again
    // A browser takes a moment to learn of an entry; before, the way back would be one from the page.
    setTimeout(goBack, Math.max(0, entered + SETTLED - performance.now()))
  } else history.replaceState({ ...history.state, overlay: undefined }, "")
}

function goBack() {
  if (left && history.state?.overlay) {
    left = here(left.spared)
    history.back()
  } else left = null // the reader has gone on meanwhile
}

addEventListener("popstate", () => {
  if (left) {
    // Going back, a browser scrolls to where the page was when the overlay opened, and takes the focus from what is not
    // the address's own part: some before this event, some after it.
    const were = left
    const address = location.href
    left = null
    stay(were)
    requestAnimationFrame(() => location.href === address && stay(were)) // unless the reader has gone on meanwhile
  }
  if (open && !history.state?.overlay) {
    const { close } = open
    open = null
    close()
  }
  if (waiting) {
    const told = waiting
    waiting = null
    opened(told)
  }
})

// A link in an overlay leads on in its stead; from a result of the search the way back is to the results. On the window,
// so that others hear of the click first.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]")
  const plain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  if (!open || open.kind === "search" || !link || !plain || link.target || link.hasAttribute("download")) return
  event.preventDefault()
  const { close } = open
  open = null
  location.replace(link.href)
  // Within the page WebKit keeps what the entry said.
  if (link.pathname === location.pathname && history.state?.overlay)
    history.replaceState({ ...history.state, overlay: undefined }, "")
  close() // for who comes back to the page as it was left
})
