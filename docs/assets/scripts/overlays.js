// The style sheet of what opens above a page: previews, the search, references, settings, ways to copy.
/** @type {Promise<void> | null} */
let asked = null

/** Bring the style sheet, once; resolves also when it cannot be had, since what it dresses works without. */
export function dress() {
  asked ??= new Promise((resolve) => {
    /** @type {any} */
    const link = document.querySelector("template[data-overlays]")?.content.firstElementChild.cloneNode(true)
    if (!link) return resolve() // the page has it from the start
    link.onload = link.onerror = () => resolve()
    document.head.append(link)
  })
  return asked
}
