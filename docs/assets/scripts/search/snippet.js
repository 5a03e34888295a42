// What a result shows of a record: the paragraph that holds most of what was asked, and the matches in it.
import { fold, STOP, tokens } from "./fold.js"

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./query.js").Concept} Concept */

/** @typedef {{ places: number[], found: import("./fold.js").Token[], there: Set<string> }} Read */

/** @type {WeakMap<Map<string, string>, Map<string, Read>>} */
const all = new WeakMap() // by the characters that are taken for others, as they are known

/**
 * A text with its tokens. Each key that is typed shows parts of the same texts: what was read is kept.
 * @param {Index} index
 * @param {string} text
 * @returns {Read}
 */
function read({ simple }, text) {
  const known = all.get(simple) ?? new Map()
  all.set(simple, known)
  const before = known.get(text)
  if (before) return before
  const { folded, places } = fold(text, simple)
  const found = tokens(folded)
  const made = { places, found, there: new Set(found.map(({ token }) => token)) }
  known.set(text, made)
  return made
}

/**
 * The strings of a text that a query meant, as they stand there.
 * @param {Index} index
 * @param {string} text
 * @param {Set<string>} wanted
 */
function matches(index, text, wanted) {
  const { places, found } = read(index, text)
  const spans = found.filter(({ token }) => wanted.has(token)).map(({ at, end }) => [places[at], places[end]])
  /** @type {number[][]} */
  const merged = []
  for (const [start, end] of spans.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    const last = merged[merged.length - 1]
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

/**
 * How much of a query a text holds, and the tokens that are to be marked in it.
 * @param {Index} index
 * @param {string} text
 * @param {Concept[]} concepts
 */
function weigh(index, text, concepts) {
  const common = index.kinds.sections.index
  const { there } = read(index, text)
  const present = (/** @type {Map<string, number>} */ will) => [...will.keys()].find((token) => there.has(token))
  /** @type {Set<string>} */
  const wanted = new Set()
  let worth = 0
  for (const { phrases, share } of concepts) {
    // Another name counts where all of it stands: half of “sales per unit floor area” is something else.
    const said = phrases.filter(({ text: other, words }) => !other || words.every((will) => present(will)))
    for (const { trust, words } of said) {
      const part = trust * Math.min(1, share)
      for (const will of words) {
        const token = present(will)
        if (token) worth += part / Math.log(2 + (common.get(token) ?? 0))
        if (part > 0.1) for (const key of will.keys()) if (!STOP.has(key)) wanted.add(key)
      }
    }
  }
  return { text, worth, wanted }
}

/**
 * The paragraph that holds most of what was asked, and the places of the matches in it.
 * @param {Index} index
 * @param {string[]} texts
 * @param {Concept[]} concepts
 */
export function snippet(index, texts, concepts) {
  let best = { text: texts[0] ?? "", worth: 0, wanted: new Set() }
  for (const text of texts) {
    const found = weigh(index, text, concepts)
    if (found.worth > best.worth) best = found
  }
  return { text: best.text, spans: matches(index, best.text, best.wanted) }
}
