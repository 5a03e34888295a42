// The page of a single entry: the way back to its index as the reader left it, and its references.
import { recall } from "./store.js"

const back = document.querySelector("a[data-back]")
const view = back && recall(`digest-view:${back.pathname.split("/").slice(-2)[0]}`, "sessionStorage")
if (view) back.search = view

document.querySelector("details[data-cite-here]")?.addEventListener("toggle", () => import("./cite.js"), { once: true })
