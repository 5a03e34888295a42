// What a click brings at its first use: the ways to copy a link, references in place, the page's Markdown.
import { dress } from "./overlays.js"

const bring = async (module) => (await Promise.all([module, dress()]))[0]
const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey

document.addEventListener("click", async (event) => {
  const [mark, reference] = ["article a.headerlink", "a[data-cite]"].map((links) => event.target.closest(links))
  if (!isPlain(event)) return
  if (mark && document.querySelector("template[data-share]")) {
    event.preventDefault()
    // The address follows, to be copied from its bar too, but the page stays where it is.
    history.replaceState(history.state, "", mark.hash)
    const { use } = await bring(import("./share.js"))
    use(mark, event.detail === 0) // by keyboard: on to the first of the ways
  } else if (reference) {
    // As links, references lead to a page of their own.
    event.preventDefault()
    const { openReferences } = await bring(import("./cite.js"))
    openReferences(reference)
  }
})

for (const button of document.querySelectorAll("[data-copy-page]")) {
  const source = button.parentElement.querySelector("a").href
  button.hidden = false
  button.addEventListener("click", async () => {
    try {
      const [{ copyFor }, answer] = await Promise.all([import("./copy.js"), fetch(source)])
      if (!answer.ok) throw new Error(String(answer.status))
      copyFor(button, await answer.text())
    } catch {
      location.assign(source) // offline or gone: to the text itself, or the browser's own words on why not
    }
  })
}
