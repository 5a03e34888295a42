// The page of a single entry: the way back to its index as the reader left it, and its references.
import { bring } from "./lazy.js"
import { recall } from "./store.js"

const LONGEST = 2000 // letters of a view; what is longer was left there by somebody else
const back = document.querySelector("a[data-back]")
const view = back && recall(`digest-view:${back.pathname.split("/").slice(-2)[0]}`, "sessionStorage")
if (view && view.length < LONGEST) back.search = view

const references = document.querySelector("details[data-cite-here]")
references?.addEventListener("toggle", () =>
  bring(
    () => import("./cite.js"), // which does all by itself, once
    references.querySelector("summary"),
    () => {},
  ),
)
