// The style sheet of what opens above a page: previews, the search, references, settings, ways to copy.
/** @type {Promise<void> | null} */
let asked = null

/** Bring the style sheet, once; resolves also when it cannot be had, since what it dresses works without. */
export function dress() {
  asked ??= new Promise((resolve) => {
    /** @type {any} */
    const link = document.querySelector("template[data-overlays]")?.content.firstElementChild.cloneNode(true)
    if (!link) return resolve() // the page has it from the start
    link.onload = resolve
    link.onerror = () => {
      asked = null // for the next that opens
      resolve()
    }
    document.head.append(link)
  })
  return asked
}

/**
 * A module that opens something, and the style sheet with it.
 * @template Module
 * @param {Promise<Module>} module
 */
export const dressed = async (module) => (await Promise.all([module, dress()]))[0]
