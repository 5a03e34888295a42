// From what is typed to results. Nothing must match as a whole: a query is a list of concepts, each told by the
// reader's own words, by another name of the same, or by what the text says for a reader's word.
import { fold, HAN, NUMBER, near, STOP, squeeze, tokens } from "./fold.js"
import { rank } from "./rank.js"
import { snippet } from "./snippet.js"

/** @typedef {import("./fold.js").Token} Token */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Row} Row */
/** @typedef {import("./rank.js").Ranked} Ranked */
/** @typedef {import("./rank.js").Wording} Wording */
/** @typedef {Map<string, number>} Will The tokens that will do for a word, with the trust in each. */
/** @typedef {{ trust: number, words: Will[], text?: string }} Phrase `text` is what the reader did not type. */
/** @typedef {{ own: string[], phrases: Phrase[], share: number }} Concept The reader's own phrase comes first. */
/** @typedef {{ name: string, trust: number, texts: string[] }} Other What else tells of a name in the query. */
/** @typedef {{ text: string, spans: number[][] }} Snippet */
/** @typedef {{ kind: string, record: Row, snippet: Snippet }} Result */

const [ALIAS, SYNONYM] = [0.8, 0.9] // how far another name, and a reader's word, can be trusted
const WORDING = 3 // what the query's own wording adds
// What asks and joins in Chinese; a pair that touches one of these says no more than “of” or “what”.
const ASKING = /为什么|怎么样|是多少|有没有|有哪些|是什么|什么|怎么|怎样|如何|多少|哪些|哪个|是否|请问|[的吗呢]/gu
const LONGEST = 200 // characters of a query that count
const MOST = { sections: 10, figures: 6, cases: 5, terms: 5 }
const NOISE = 0.015 // of the best score: far behind the first, a section is noise

/**
 * Whether a folded query holds a word: Han anywhere, Latin as a whole word.
 * @param {string} folded
 * @param {string} word
 */
function holds(folded, word) {
  if (HAN.test(word)) return squeeze(folded).includes(squeeze(word))
  const spaced = (/** @type {string} */ text) => ` ${text.replace(/(?:[^\p{L}\p{N}]|\p{Script=Han})+/gu, " ")} `
  return spaced(folded).includes(spaced(word))
}

/** @param {string} token @returns {Will} */
const exactly = (token) => new Map([[token, 1]])

/** @param {string} text */
const singles = (text) => tokens(text).filter(({ pair }) => !pair)

/**
 * The tokens that will do for a word: itself; what it may become, while it is being typed; and words one letter away,
 * if it can be such as the text has beside the query's next word.
 * @param {Index} index
 * @param {string} word
 * @param {{ before?: string, after?: string, last: boolean }} place
 */
function accept({ kinds, vocabulary }, word, { before, after, last }) {
  const known = kinds.sections.index
  const will = exactly(word)
  const strange = !known.has(word)
  const slips = strange && word.length > 3 ? vocabulary.filter((other) => !STOP.has(other) && near(word, other)) : []
  const fitting = slips.filter((other) => known.has(`${other}${after}`) || known.has(`${before}${other}`))
  for (const other of fitting.length > 0 ? fitting : slips) will.set(other, 0.7)
  for (const other of last && word.length > 1 ? vocabulary : []) {
    if (other.length > word.length && other.startsWith(word)) will.set(other, strange ? 0.8 : 0.3)
  }
  return will
}

/**
 * The words of a query, each a concept; words that ask or join count for little.
 * @param {Index} index
 * @param {string} folded
 * @returns {Concept[]}
 */
function readWords(index, folded) {
  const typed = index.synonyms.flatMap(({ words }) => words.filter((name) => holds(folded, name)))
  const explained = new Set(typed.flatMap((name) => tokens(name).map(({ token }) => token)))
  const asking = [...folded.matchAll(ASKING)].map((match) => [match.index, match.index + match[0].length])
  const idle = (/** @type {Token} */ { token, at, end }) =>
    STOP.has(token) || asking.some(([from, to]) => at < to && end > from)
  const single = singles(folded)
  return single.map((found, place) => {
    const { token, end } = found
    const fixed = HAN.test(token) || NUMBER.test(token) || explained.has(token)
    const [before, after] = [single[place - 1]?.token, single[place + 1]?.token]
    const will = fixed ? exactly(token) : accept(index, token, { before, after, last: end === folded.length })
    return { own: [token], phrases: [{ trust: 1, words: [will] }], share: idle(found) ? 0.05 : 1 }
  })
}

/**
 * Other names of the same, and what the text says for a reader's word; the longest names first.
 * @param {Index} index
 * @param {string} folded
 * @returns {Other[]}
 */
function findOthers({ aliases, likeliest, synonyms }, folded) {
  const typed = (/** @type {string[]} */ names) => names.filter((name) => holds(folded, name))
  const renamed = aliases.flatMap(({ names, told }) =>
    typed(names).map((name) => ({
      name,
      trust: (ALIAS * told) / (likeliest.get(name) ?? 1),
      texts: names.filter((other) => other !== name),
    })),
  )
  const meant = synonyms.flatMap(({ words, means }) =>
    typed(words).map((name) => ({ name, trust: SYNONYM, texts: means })),
  )
  return [...renamed, ...meant].sort((one, other) => other.name.length - one.name.length)
}

/**
 * The concept that a name tells. Words that are one each become one together: `concepts` changes.
 * @param {Concept[]} concepts
 * @param {string[]} name
 * @returns {Concept | undefined}
 */
function conceptOf(concepts, name) {
  const there = concepts.find(({ own }) => own.length === name.length && own.every((token, at) => token === name[at]))
  if (there) return there
  const single = (/** @type {Concept | undefined} */ concept) =>
    concept?.own.length === 1 ? concept.own[0] : undefined
  const at = concepts.findIndex((_, start) => name.every((token, step) => single(concepts[start + step]) === token))
  if (at < 0) return undefined
  const words = concepts.slice(at, at + name.length).map(({ phrases }) => phrases[0].words[0])
  const concept = { own: name, phrases: [{ trust: 1, words }], share: name.length }
  concepts.splice(at, name.length, concept)
  return concept
}

/**
 * What a query asks for. `share` is what a concept is worth.
 * @param {Index} index
 * @param {string} folded
 */
function ask(index, folded) {
  const concepts = readWords(index, folded)
  const words = (/** @type {string} */ text) => singles(text).map(({ token }) => token)
  for (const { name, trust, texts } of findOthers(index, folded)) {
    const concept = conceptOf(concepts, words(name))
    concept?.phrases.push(...texts.map((text) => ({ trust, text, words: words(text).map(exactly) })))
  }
  // Two words that the text writes as one, or the other way round.
  for (const { token, pair } of tokens(folded)) {
    if (!pair || !index.kinds.sections.index.has(token)) continue
    concepts.push({ own: [token, ""], phrases: [{ trust: 1, words: [exactly(token)] }], share: 0.5 })
  }
  return concepts
}

/**
 * Of two characters, one of them wrong, only a name of that length can be meant: 平效 for 坪效.
 * @param {Index} index
 * @param {string} folded
 */
function mendPairs({ kinds, aliases }, folded) {
  const runs = squeeze(folded).match(/\p{Script=Han}+/gu) ?? []
  const pairs = runs.filter((run) => [...run].length === 2 && !kinds.sections.index.has(run))
  const names = aliases.flatMap((alias) => alias.names).filter((name) => [...name].length === 2 && HAN.test(name))
  return pairs.flatMap((pair) => names.filter((name) => near(pair, name)))
}

/**
 * Runs of three or more Han characters with one of them wrong: 前值仓 for 前置仓.
 * @param {Index} index
 * @param {string} folded
 */
function mendRuns({ kinds }, folded) {
  const texts = kinds.sections.documents.flatMap(({ plain }) => plain.flatMap(([, own]) => own))
  const runs = squeeze(folded).match(/\p{Script=Han}{3,8}/gu) ?? []
  const patterns = runs.flatMap((run) =>
    [...run].map((_, at) => {
      const signs = [...run].map((sign, other) => (other === at ? "\\p{Script=Han}" : sign))
      return new RegExp(signs.join(""), "gu")
    }),
  )
  return patterns.flatMap((pattern) => texts.flatMap((text) => text.match(pattern) ?? []))
}

/**
 * Names typed in the other language, with what this edition calls the same.
 * @param {Index} index
 * @param {string} folded
 */
function translations(index, folded) {
  /** @type {[typed: string, title: string][]} */
  const found = []
  for (const { title, names } of index.terms) {
    const own = fold(title, index.simple).folded
    if (holds(folded, own)) continue
    const typed = names.find((/** @type {string} */ name) => {
      const word = fold(name, index.simple).folded
      return word.length > 1 && HAN.test(word) !== HAN.test(own) && holds(folded, word)
    })
    if (typed) found.push([typed, title])
  }
  // Of names within one another only the longest: not “subsidy” beside “subsidy per order”.
  const within = (/** @type {string} */ typed) => found.some(([longer]) => longer !== typed && longer.includes(typed))
  return found.filter(([typed]) => !within(typed)).slice(0, 3)
}

/**
 * The wording of a query: its parts, the whole, and other names for it.
 * @param {string} folded
 * @param {Concept[]} concepts
 * @returns {Wording[]}
 */
function wordings(folded, concepts) {
  const parts = folded.split(/\s+/).map(squeeze).filter(Boolean)
  const wording = parts.filter((text) => text.length > 1).map((text) => ({ text, gain: WORDING / parts.length }))
  if (parts.length > 1) wording.push({ text: parts.join(""), gain: WORDING })
  for (const { trust, text, words } of concepts.flatMap(({ phrases }) => phrases)) {
    if (!text || words.length <= 1) continue
    wording.push({ text: squeeze(text), gain: (WORDING * trust) / (2 * concepts.length) })
  }
  return wording
}

/**
 * A query with what the text has instead of what is written wrong, or null if it has nothing like it. Words that the
 * text does not have are given up.
 * @param {Index} index
 * @param {string} folded
 * @param {Concept[]} concepts
 * @param {Wording[]} wording
 */
function mend(index, folded, concepts, wording) {
  const mended = [...new Set([...mendPairs(index, folded), ...mendRuns(index, folded)])]
  if (mended.length === 0) return null
  const known = index.kinds.sections.index
  const there = (/** @type {Concept} */ { phrases: [own] }) =>
    own.words.some((will) => [...will.keys()].some((token) => known.has(token)))
  const phrases = mended.map((text) => ({ trust: 0.8, words: tokens(text).map(({ token }) => exactly(token)) }))
  return {
    concepts: [...concepts.filter(there), { own: [], phrases, share: 1 }],
    wording: [...wording, ...mended.map((text) => ({ text, gain: WORDING }))],
  }
}

/**
 * For a single character: whatever holds it.
 * @param {Index} index
 * @param {string} sign
 * @returns {Ranked[]}
 */
function holding(index, sign) {
  return index.kinds.sections.documents
    .map(({ record, plain }) => {
      const times = plain.map(([weight, texts]) => weight * texts.filter((text) => text.includes(sign)).length)
      return { record, score: times.reduce((sum, part) => sum + part, 0), share: 1 }
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
}

/**
 * Search. Returns results in rank order, sections first, and the words of the other language with their translations.
 * @param {Index} index
 * @param {string} query
 * @returns {{ results: Result[], translated: [typed: string, own: string][] }}
 */
export function search(index, query) {
  const folded = fold(query.slice(0, LONGEST), index.simple).folded.trim()
  if (!folded) return { results: [], translated: [] }
  const concepts = ask(index, folded)
  const wording = wordings(folded, concepts)
  let sections = rank(index.kinds.sections, concepts, wording)
  let asked = concepts
  const mended = (sections[0]?.share ?? 0) < 0.75 ? mend(index, folded, concepts, wording) : null
  if (mended) {
    asked = mended.concepts
    sections = rank(index.kinds.sections, asked, mended.wording)
  }
  if (sections.length === 0 && [...folded].length === 1) sections = holding(index, folded)
  // A long query is not asked to be held whole.
  const floor = (sections[0]?.score ?? 0) * NOISE
  const shown = sections.filter(({ score }) => score >= floor).slice(0, MOST.sections)
  const results = shown.map(({ record }) => ({
    kind: "sections",
    record,
    snippet: snippet(index, [...record.text, ...record.notes], asked),
  }))
  for (const kind of /** @type {const} */ (["figures", "cases", "terms"])) {
    const ranked = rank(index.kinds[kind], asked, wording).filter(({ share }) => share > 0.6)
    for (const { record } of ranked.slice(0, MOST[kind])) {
      results.push({ kind, record, snippet: snippet(index, [record.text], asked) })
    }
  }
  return { results, translated: translations(index, folded) }
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
    const own = parts(fold(name, index.simple).folded)
    const shared = [...own].filter((part) => asked.has(part)).length
    return shared / Math.sqrt(own.size * asked.size || 1)
  }
  return index.terms
    .map((term) => ({ term, worth: Math.max(...[term.title, ...term.names].map(likeness)) }))
    .filter(({ worth }) => worth > 0.3)
    .sort((one, other) => other.worth - one.worth)
    .slice(0, most)
    .map(({ term }) => term)
}
