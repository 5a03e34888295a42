// Words and names in a text, for all that reads queries.
import { fold, HAN, squeeze, tokens } from "./fold.js"

/** @typedef {import("./index.js").Index} Index */

/** What a function makes of a text, kept: names are compared with whatever is typed. @template T */
const keep = (/** @type {(text: string) => T} */ make) => {
  /** @type {Map<string, T>} */
  const known = new Map()
  return (/** @type {string} */ text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = make(text)
    known.set(text, made)
    return made
  }
}

/** The spelling of a name in which it is compared. */
export const foldName = keep((name) => fold(name).folded)
const isHan = keep((text) => HAN.test(text))
const squeezed = keep(squeeze)
/** The Latin words of a text, each between spaces. */
const spaced = keep((text) => ` ${text.replace(/(?:[^\p{L}\p{N}]|\p{Script=Han})+/gu, " ")} `)

/**
 * Whether a folded query holds a word: Han anywhere, Latin as a whole word.
 * @param {string} folded
 * @param {string} word
 */
export function holds(folded, word) {
  if (isHan(word)) return squeezed(folded).includes(squeezed(word))
  return spaced(folded).includes(spaced(word))
}

/** The tokens of a text, without those that are two words written as one. @param {string} text */
export const singles = (text) => tokens(text).filter(({ pair }) => !pair)

/** Whether any text of an index has a token. @param {Index} index @param {string} token */
export const has = ({ kinds }, token) => Object.values(kinds).some(({ index }) => index.has(token))
