// What a click brings at its first use: the ways to copy a link, references in place, the page's Markdown.
import { bring } from "./lazy.js"
import { dressed } from "./overlays.js"

document.addEventListener("click", (event) => {
  const [mark, reference] = ["article a.headerlink", "a[data-cite]"].map((links) => event.target.closest(links))
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  if (mark && document.querySelector("template[data-share]")) {
    event.preventDefault()
    // The address follows, to be copied from its bar too, but the page stays where it is.
    history.replaceState(history.state, "", mark.hash)
    // By keyboard: on to the first of the ways.
    const isKey = event.detail === 0
    bring(
      () => dressed(import("./share.js")),
      mark,
      ({ use }) => use(mark, isKey),
    )
  } else if (reference) {
    // As links, references lead to a page of their own.
    event.preventDefault()
    bring(
      () => dressed(import("./cite.js")),
      reference,
      ({ openReferences }) => openReferences(reference),
    )
  }
})

for (const button of document.querySelectorAll("[data-copy-page]")) {
  const source = button.parentElement.querySelector("a").href
  button.hidden = false
  button.addEventListener("click", () =>
    bring(
      () => import("./copy-page.js"),
      button,
      ({ copyPage }) => copyPage(button, source),
      source,
    ),
  )
}
