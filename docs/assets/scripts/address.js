// Addresses: they follow the section being read, so that what a browser's own menu shares is what is on the screen; and
// whoever arrives in the middle of a page is told what it is, as the line below its title would.
import { fragment } from "./contents.js"
import { addressed } from "./places.js"
import { recall, remember } from "./store.js"

const TOLD = "digest-told"
const note = document.querySelector("[data-arrival]")
let resting = 0

function follow() {
  if (history.state?.overlay) return // a browser that goes back to another fragment takes the focus away
  const here = location.pathname + location.search
  if (fragment() !== location.hash) history.replaceState(history.state, "", here + fragment())
}

// An index has its filters in the address instead.
if (!document.querySelector("[data-filters]")) {
  addEventListener(
    "scroll",
    () => {
      clearTimeout(resting)
      resting = setTimeout(follow, 200) // a browser allows no more than some 100 changes in half a minute
    },
    { passive: true },
  )
}

const from = document.referrer && new URL(document.referrer).origin
const title = document.querySelector("article h1")
if (note && from !== location.origin && addressed() && addressed() !== title && !recall(TOLD, "sessionStorage")) {
  note.hidden = false
  remember(TOLD, "yes", "sessionStorage")
  note.querySelector("button").addEventListener("click", () => (note.hidden = true))
}
