// On arrival from a search: what was found is marked in the section that the address names.
import { addressed } from "./places.js"

const parameters = new URLSearchParams(location.search)
const wanted = (parameters.get("mark") ?? "")
  .slice(0, 300)
  .split("|")
  .filter(Boolean)
  .sort((one, other) => other.length - one.length)
const target = addressed()

/** The elements from a heading to the next of its rank; for a figure or a case, the paragraph or row that holds it. */
function part(element) {
  if (!/^H[1-6]$/.test(element.nodeName)) return [element.closest("p, li, tr, dd") ?? element]
  const found = [element]
  for (
    let next = element.nextElementSibling;
    next && !(/^H[1-6]$/.test(next.nodeName) && next.nodeName <= element.nodeName);
    next = next.nextElementSibling
  )
    found.push(next)
  return found
}

if (target && wanted.length > 0) {
  const pattern = new RegExp(
    wanted.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replace(/ /g, "\\s")).join("|"),
    "giu",
  )
  for (const element of part(target)) {
    for (const whole of element.querySelectorAll(".whole")) whole.replaceWith(...whole.childNodes)
    element.normalize() // words that the build keeps on one line are part of the text again
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const texts = []
    while (walker.nextNode()) texts.push(walker.currentNode)
    for (const text of texts) {
      const pieces = []
      let at = 0
      for (const match of text.data.matchAll(pattern)) {
        const mark = document.createElement("mark")
        mark.textContent = match[0]
        pieces.push(text.data.slice(at, match.index), mark)
        at = match.index + match[0].length
      }
      if (pieces.length > 0) text.replaceWith(...pieces, text.data.slice(at))
    }
  }
  target.scrollIntoView()
}
// The address stays the section's own, to copy and to send.
parameters.delete("mark")
const rest = parameters.toString()
history.replaceState(history.state, "", `${location.pathname}${rest ? `?${rest}` : ""}${location.hash}`)
