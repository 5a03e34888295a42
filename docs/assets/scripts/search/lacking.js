// What the report does not have of a query, and what comes near it.
import { fold, HAN, NUMBER, squeeze } from "./fold.js"
import { has, holds, singles } from "./names.js"

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./query.js").Concept} Concept */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./words.js").Word} Word */

const LONGEST = 200 // characters of a query that count

/**
 * The words of a query that the report does not have, as they were typed. Single characters between words are one
 * together: a dictionary knows 房 and 贷, and not 房贷.
 * @param {Index} index
 * @param {Query} query
 * @param {Concept[]} concepts
 */
export function lacking(index, { folded, words }, concepts) {
  const texts = Object.values(index.kinds).flatMap(({ documents }) =>
    documents.flatMap(({ plain }) => plain.map(([, lines]) => lines)),
  )
  const explained = [
    ...index.synonyms.flatMap((one) => one.words),
    ...index.aliases.flatMap((one) => one.names),
  ].filter((name) => holds(folded, name))
  const isSingle = (/** @type {Word} */ { text, idle }) => !idle && HAN.test(text) && [...text].length === 1
  const inTexts = (/** @type {string} */ run) => texts.some((one) => one.includes(run))
  const isPairInTexts = (/** @type {number} */ at) => {
    const pair = folded.slice(at, at + 2)
    return /^\p{Script=Han}{2}$/u.test(pair) && inTexts(pair)
  }
  /** @type {Word[]} */
  const joined = []
  for (const word of words) {
    const last = joined[joined.length - 1]
    const follows = last && last.end === word.at && !last.idle && HAN.test(last.text) && isSingle(word)
    const alone = follows && !isPairInTexts(word.at - 1) && !isPairInTexts(word.at)
    if (follows && (isSingle(words[words.indexOf(word) - 1]) || alone))
      joined[joined.length - 1] = { ...last, text: last.text + word.text, end: word.end }
    else joined.push(word)
  }
  /** What texts have of a word is taken from its ends, as long as it leaves a word: 门店房贷 lacks 房贷, but 世界杯 all. */
  const trim = (/** @type {string} */ text) => {
    const signs = [...text]
    const parts = signs.map((_, at) => [signs.slice(0, at).join(""), signs.slice(at).join("")])
    const isCut = (/** @type {string} */ known, /** @type {string} */ rest) =>
      [...known].length > 1 && [...rest].length > 1 && inTexts(known)
    const [, tail] = [...parts].reverse().find(([start, rest]) => isCut(start, rest)) ?? ["", text]
    const [head] = tail === text ? (parts.find(([start, rest]) => isCut(rest, start)) ?? [text]) : [tail]
    return head
  }
  return joined
    .filter(({ text, idle }) => {
      if (idle || NUMBER.test(text)) return false
      if (HAN.test(text)) {
        const told = explained.some((name) => squeeze(name).includes(text) || text.includes(squeeze(name)))
        return !told && [...text].length > 1 && !inTexts(text)
      }
      const own = singles(text).map(({ token }) => token)
      const wills = concepts
        .filter((one) => own.some((token) => one.own.includes(token)))
        .flatMap(({ phrases }) => phrases.flatMap(({ words: parts }) => parts))
      return own.length > 0 && !wills.some((will) => [...will.keys()].some((token) => has(index, token)))
    })
    .map(({ text }) => (HAN.test(text) ? trim(text) : text))
}

/**
 * For a query that finds nothing, the terms most like it: those that share most of its characters.
 * @param {Index} index
 * @param {string} query
 * @param {number} most
 */
export function suggest(index, query, most = 5) {
  const { folded } = fold(query.slice(0, LONGEST), index.simple)
  const parts = (/** @type {string} */ text) => {
    const plain = squeeze(text)
    return new Set([...plain].map((sign, at) => (HAN.test(sign) ? sign : plain.slice(at, at + 3))))
  }
  const asked = parts(folded)
  const likeness = (/** @type {string} */ name) => {
    const own = parts(fold(name).folded)
    const shared = [...own].filter((part) => asked.has(part)).length
    return shared / Math.sqrt(own.size * asked.size || 1)
  }
  const shares = (/** @type {string} */ name) => {
    const plain = squeeze(fold(name).folded)
    const runs = squeeze(folded).match(/\p{Script=Han}{2,}/gu) ?? []
    return runs.some((run) => [...run].some((_, at) => at > 0 && plain.includes(run.slice(at - 1, at + 1))))
  }
  return index.entries
    .map((term) => {
      const all = [term.title, ...term.names]
      return { term, worth: Math.max(...all.map(likeness)), shares: all.some(shares) }
    })
    .filter(({ worth, shares: alike }) => worth >= 0.6 || (alike && worth > 0.3))
    .sort((one, other) => other.worth - one.worth)
    .slice(0, most)
    .map(({ term }) => term)
}
