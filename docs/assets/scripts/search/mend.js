// What a reader may have meant by what no text has: words a letter or two away, and runs with one character wrong.
import { fold, HAN, near, STOP, squeeze, stem } from "./fold.js"

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./words.js").Word} Word */

const LONG = 8 // letters of a stem that may have two slips
const OFTEN = 4 // times in the texts
const ENDINGS = /(?:ation|ing|ers?|ed|es|ly|s|e|y)$/

/**
 * Whether two words differ by at most two letters: one away from something that is one away.
 * @param {string} one
 * @param {string} other
 */
export function isTwoAway(one, other) {
  if (Math.abs(one.length - other.length) > 2) return false
  // Restricted Damerau–Levenshtein distance, by rows.
  let [before, last] = [/** @type {number[]} */ ([]), Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let row = 1; row <= one.length; row++) {
    const next = [row]
    for (let at = 1; at <= other.length; at++) {
      const change = one[row - 1] === other[at - 1] ? 0 : 1
      next[at] = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + change)
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1])
        next[at] = Math.min(next[at], before[at - 2] + 1)
    }
    ;[before, last] = [last, next]
  }
  return last[other.length] <= 2
}

const lettersOf = (/** @type {string} */ word) => [...word].sort().join("")

/**
 * Whether one word is likely a slip of the other. In a short word one letter for another is too often another word:
 * steel is no slip of steer.
 * @param {string} one
 * @param {string} other
 */
const isClose = (one, other) =>
  near(one, other) && (one.length > 5 || one.length !== other.length || lettersOf(one) === lettersOf(other))

/**
 * The stems that a word may be a slip of: the nearest first, and with another ending where none is near as it stands.
 * @param {{ salient: Iterable<string> }} index
 * @param {string} word a stem
 * @returns {string[]}
 */
export function slipsOf({ salient }, word) {
  if (word.length < 4) return []
  const bare = stem(word.replace(ENDINGS, ""))
  // Whoever slips has the first letter right, or it is the one letter that is wrong of a long word.
  const all = [...salient].filter((other) => !STOP.has(other) && other.length > 3)
  const likely = all.filter((other) => other[0] === word[0])
  const rounds = [
    () => likely.filter((other) => isClose(word, other)),
    () => (word.length < LONG ? [] : all.filter((other) => near(word, other))),
    () => (word.length < LONG ? [] : likely.filter((other) => other.length >= LONG && isTwoAway(word, other))),
    () => (bare.length < 5 ? [] : likely.filter((other) => isClose(bare, other))),
    () => (bare.length < LONG ? [] : likely.filter((other) => other.length >= LONG && isTwoAway(bare, other))),
  ]
  for (const round of rounds) {
    const found = round()
    if (found.length > 0) return found
  }
  return []
}

/** The texts of all sections, without spaces and punctuation. @param {Index} index */
const textsOf = ({ kinds }) => kinds.sections.documents.flatMap(({ plain }) => plain.map(([, lines]) => lines))

/**
 * Of two characters, one of them wrong, only a name of that length can be meant: 平效 for 坪效.
 * @param {Index} index
 * @param {string} run
 */
const mendPair = ({ aliases }, run) =>
  aliases.flatMap(({ names }) => names).filter((name) => [...name].length === 2 && HAN.test(name) && near(run, name))

/**
 * What texts have instead of a run of Han characters with one of them wrong: 前置仓 for 前值仓.
 * @param {string[]} texts
 * @param {string} run
 */
export function mendRun(texts, run) {
  const signs = [...run]
  const patterns = signs.map((_, at) => signs.map((sign, other) => (other === at ? "\\p{Script=Han}" : sign)).join(""))
  const pattern = new RegExp(`(?=(${patterns.join("|")}))`, "gu")
  return texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]))
}

/**
 * The runs of a query that no text has: around pairs of neighbours that are unknown, never across words that ask.
 * @param {Index} index
 * @param {string} folded
 * @param {Word[]} words
 */
function strangeRuns({ kinds }, folded, words) {
  const asking = words.filter(({ idle }) => idle)
  const runs = []
  for (const match of folded.matchAll(/\p{Script=Han}{2,}/gu)) {
    let at = match.index
    const end = at + match[0].length
    for (const { at: from, end: to } of [
      ...asking.filter((word) => word.at >= at && word.end <= end),
      { at: end, end },
    ]) {
      if (from - at >= 2) runs.push(folded.slice(at, from))
      at = to
    }
  }
  return runs.flatMap((run) => {
    const signs = [...run]
    const strange = signs.flatMap((sign, at) =>
      at + 1 < signs.length && !kinds.sections.index.has(sign + signs[at + 1]) ? [at] : [],
    )
    if (strange.length === 0) return []
    const from = Math.max(0, strange[0] - 1)
    const to = Math.min(signs.length, strange[strange.length - 1] + 3)
    return [signs.slice(from, to).join("")]
  })
}

/**
 * What the texts have instead of what is written wrong in a query, each with what was typed; the most frequent first.
 * Of a longer query only what is a name, a title or a keyword, or stands there often: of a question that is put in other
 * words than the text's, most runs are one character away from something.
 * @param {Index} index
 * @param {string} folded
 * @param {Word[]} words
 * @returns {[typed: string, taken: string][]}
 */
export function mendHan(index, folded, words) {
  const { aliases, sections } = index
  const salient = [
    ...aliases.flatMap(({ names }) => names),
    ...sections.flatMap(({ title, headings, keywords }) => [title, ...headings, ...keywords]),
  ].map((text) => fold(text).folded)
  const whole = squeeze(folded)
  return strangeRuns(index, folded, words).flatMap((run) => {
    const size = [...run].length
    const found = size === 2 ? mendPair(index, run) : size <= 8 ? mendRun(textsOf(index), run) : []
    const times = new Map()
    for (const text of found) times.set(text, (times.get(text) ?? 0) + 1)
    return [...times]
      .filter(([text, number]) => number >= OFTEN || run === whole || salient.some((one) => one.includes(text)))
      .sort((one, other) => other[1] - one[1])
      .slice(0, 3)
      .map(([text]) => /** @type {[string, string]} */ ([run, text]))
  })
}
