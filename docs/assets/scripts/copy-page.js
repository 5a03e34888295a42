// The page's Markdown, to be copied whole.
import { copyFor } from "./copy.js"
import { fetchText } from "./fetched-text.js"

/**
 * Copy a text of the site on behalf of a button. Rejects when it cannot be had.
 * @param {HTMLElement} button
 * @param {string} source its address
 */
export async function copyPage(button, source) {
  await copyFor(button, await fetchText(source))
}
