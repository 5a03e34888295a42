// Words and names in a text, for all that reads queries.
import { HAN, squeeze, tokens } from "./fold.js"

/** @typedef {import("./index.js").Index} Index */

/**
 * Whether a folded query holds a word: Han anywhere, Latin as a whole word.
 * @param {string} folded
 * @param {string} word
 */
export function holds(folded, word) {
  if (HAN.test(word)) return squeeze(folded).includes(squeeze(word))
  const spaced = (/** @type {string} */ text) => ` ${text.replace(/(?:[^\p{L}\p{N}]|\p{Script=Han})+/gu, " ")} `
  return spaced(folded).includes(spaced(word))
}

/** The tokens of a text, without those that are two words written as one. @param {string} text */
export const singles = (text) => tokens(text).filter(({ pair }) => !pair)

/** Whether any text of an index has a token. @param {Index} index @param {string} token */
export const has = ({ kinds }, token) => Object.values(kinds).some(({ index }) => index.has(token))
