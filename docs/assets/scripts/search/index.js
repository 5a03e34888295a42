// The records of both editions, ready to be searched: their tokens counted, with weights, and their names.
import { fold, HAN, NUMBER, squeeze, tokens } from "./fold.js"

/** @typedef {import("./fold.js").Token} Token */
/** @typedef {{ [field: string]: any }} Row A record as the build wrote it. */
/**
 * @typedef {object} Document A record, ready to be ranked.
 * @property {Row} record
 * @property {Map<string, number>} counts how often it has each token, by the weight of the field
 * @property {number} length
 * @property {Set<string>} words its Latin words, for prefixes and slips of a letter
 * @property {[number, string[]][]} plain its texts by weight, without spaces and punctuation
 * @property {Set<string>[]} passages the tokens of each paragraph
 */
/** @typedef {{ documents: Document[], average: number, index: Map<string, number> }} Kind */
/** @typedef {{ names: string[], told: number }} Alias */
/**
 * @typedef {object} Index
 * @property {Map<string, string>} simple
 * @property {{ [kind: string]: Kind }} kinds
 * @property {{ words: string[], means: string[] }[]} synonyms
 * @property {Alias[]} aliases
 * @property {Map<string, number>} likeliest by a name, how often the likeliest of those that have it is told
 * @property {string[]} vocabulary
 * @property {Row[]} terms
 */
/** @typedef {[weight: number, texts: string[], passage?: boolean]} Part A field; passages are its paragraphs. */

const WEIGHTS = {
  title: 3.2,
  headings: 1.8,
  keywords: 1.6,
  names: 1.2,
  chapter: 0.5,
  text: 1,
  notes: 0.3,
  other: 0.45,
  otherTitle: 1.4,
  otherKeywords: 0.8,
}

/**
 * Count the tokens of weighted texts.
 * @param {[number, { found: Token[] }[]][]} parts
 */
function count(parts) {
  const counts = new Map()
  const words = new Set()
  let length = 0
  for (const [weight, texts] of parts) {
    for (const { token, pair } of texts.flatMap(({ found }) => found)) {
      counts.set(token, (counts.get(token) ?? 0) + weight * (pair ? 0.5 : 1))
      length += weight
      if (!pair && !HAN.test(token) && !NUMBER.test(token)) words.add(token)
    }
  }
  return { counts, length, words }
}

/**
 * A record, ready to be ranked.
 * @param {Row} record
 * @param {Part[]} parts
 * @param {Map<string, string>} simple
 * @returns {Document}
 */
function readRecord(record, parts, simple) {
  const own = parts.map(([weight, texts, passage]) => {
    const read = texts.map((text) => {
      const { folded } = fold(text, simple)
      return { folded, found: tokens(folded) }
    })
    return /** @type {const} */ ([weight, read, passage])
  })
  return {
    record,
    ...count(own.map(([weight, texts]) => [weight, texts])),
    plain: own.map(([weight, texts]) => [weight, texts.map(({ folded }) => squeeze(folded))]),
    passages: own
      .filter(([, , passage]) => passage)
      .flatMap(([, texts]) => texts.map(({ found }) => new Set(found.map(({ token }) => token)))),
  }
}

/**
 * Records of one kind, ready to be ranked.
 * @param {Row[]} records
 * @param {(record: Row) => Part[]} parts
 * @param {Map<string, string>} simple
 * @param {() => void | Promise<void>} pause
 * @returns {Promise<Kind>}
 */
async function prepare(records, parts, simple, pause) {
  const documents = []
  for (const record of records) {
    await pause()
    documents.push(readRecord(record, parts(record), simple))
  }
  const average = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length)
  const index = new Map()
  for (const token of documents.flatMap(({ counts }) => [...counts.keys()])) {
    index.set(token, (index.get(token) ?? 0) + 1)
  }
  return { documents, average, index }
}

/** Metrics and organisations have pages of their own; terms and laws stand on one. */
const addressOf = (/** @type {string} */ folder, /** @type {string} */ page, /** @type {string} */ id) =>
  `${folder}${page}/${["terms", "laws"].includes(page) ? `#${id}` : `${id}/`}`

/**
 * Give every record its address, its title and where it stands; the files write each of these once.
 * @param {Row} own
 * @param {Row} written
 * @returns {{ sections: Row[], entries: Row }}
 */
function spell(own, written) {
  const sections = own.sections.map((/** @type {Row} */ section) => ({
    ...section,
    notes: (written.noted[section.id] ?? []).map((/** @type {string} */ id) => written.notes[id]),
    url: `${section.page}#${section.id}`,
  }))
  const places = new Map(
    sections.map((/** @type {Row} */ { id, page, number, chapter }) => [id, { page, where: number, chapter }]),
  )
  const titles = new Map(written.terms.map((/** @type {Row} */ { id, title }) => [id, title]))
  const stand = (/** @type {Row} */ record, /** @type {string} */ anchor) => {
    const { page, where, chapter } = places.get(record.section)
    return { ...record, where, chapter, url: `${page}#${anchor}` }
  }
  const entries = {
    ...written,
    figures: written.figures.map((/** @type {Row} */ record) => ({
      ...stand(record, record.id),
      title: `${titles.get(record.told[0])} · ${record.stated ?? record.figure}`,
      doubt: written.notes[record.note] ?? "",
    })),
    cases: written.cases.map((/** @type {Row} */ record) => ({
      ...stand(record, ""),
      url: addressOf(written.folder, "cases", record.id),
    })),
    terms: written.terms.map((/** @type {Row} */ record) => ({
      ...record,
      url: addressOf(written.folder, record.page ?? "statistics", record.id),
    })),
  }
  return { sections, entries }
}

/**
 * Every name of a term, a metric, a law or an organisation stands for the others. Where two have a name in common, the
 * one that more sections tell of is the likelier.
 * @param {Row[]} terms
 * @param {Row[]} sections
 * @param {Map<string, string>} simple
 */
function findAliases(terms, sections, simple) {
  const tellings = new Map()
  for (const id of sections.flatMap((section) => section.told)) tellings.set(id, (tellings.get(id) ?? 0) + 1)
  /** @type {Alias[]} */
  const aliases = terms.map(({ id, title, names }) => ({
    names: [...new Set([title, ...names].map((name) => fold(name, simple).folded))],
    told: 1 + (tellings.get(id) ?? 0),
  }))
  const likeliest = new Map()
  for (const { names, told } of aliases) {
    for (const name of names) likeliest.set(name, Math.max(told, likeliest.get(name) ?? 0))
  }
  return { aliases, likeliest }
}

/**
 * The fields of a section, with those of its twin in the other edition.
 * @param {Row} section
 * @param {Row | undefined} twin
 * @param {string[]} told
 * @returns {Part[]}
 */
function sectionParts(section, twin, told) {
  return [
    [WEIGHTS.title, [section.title]],
    [WEIGHTS.chapter, [section.chapter]],
    [WEIGHTS.headings, section.headings],
    [WEIGHTS.keywords, section.keywords, true],
    [WEIGHTS.names, told],
    [WEIGHTS.text, section.text, true],
    [WEIGHTS.notes, section.notes, true],
    [WEIGHTS.otherTitle, twin ? [twin.title] : []],
    [WEIGHTS.otherKeywords, twin ? twin.keywords : []],
    [WEIGHTS.other, twin ? twin.text : [], true],
  ]
}

/**
 * The whole index: the sections and the other entries of one edition, and the sections of the other edition, or
 * nothing while they are on their way. A record names by id what it tells; the names stand with the terms and cases.
 * `pause` is awaited before each record, so that a slow phone answers its reader meanwhile.
 * @param {Row} own
 * @param {Row} written
 * @param {Row | undefined} other
 * @param {() => void | Promise<void>} pause
 * @returns {Promise<Index>}
 */
export async function build(own, written, other = undefined, pause = () => {}) {
  const { sections, entries } = spell(own, written)
  const simplified = [...entries.simplified]
  const simple = new Map([...entries.traditional].map((sign, at) => [sign, simplified[at]]))
  const twins = new Map((other?.sections ?? []).map((/** @type {Row} */ section) => [section.id, section]))
  const names = new Map([...entries.terms, ...entries.cases].map(({ id, title, names }) => [id, [title, ...names]]))
  const told = (/** @type {Row} */ { told = [] }) => [
    ...new Set(told.flatMap((/** @type {string} */ id) => names.get(id) ?? [])),
  ]
  /** @type {(record: Row) => Part[]} */
  const plain = (record) => [
    [WEIGHTS.title, [record.title]],
    [WEIGHTS.names, [...(record.names ?? []), ...told(record)]],
    [WEIGHTS.text, [record.text], true],
  ]
  /** @type {(section: Row) => Part[]} */
  const whole = (section) => sectionParts(section, twins.get(section.id), told(section))
  const kinds = {
    sections: await prepare(sections, whole, simple, pause),
    figures: await prepare(entries.figures, plain, simple, pause),
    cases: await prepare(entries.cases, plain, simple, pause),
    terms: await prepare(entries.terms, plain, simple, pause),
  }
  const folded = (/** @type {string[]} */ words) => words.map((word) => fold(word, simple).folded)
  return {
    simple,
    kinds,
    synonyms: entries.synonyms.map((/** @type {Row} */ { words, means }) => ({
      words: folded(words),
      means: folded(means),
    })),
    ...findAliases(entries.terms, sections, simple),
    vocabulary: [...new Set(kinds.sections.documents.flatMap(({ words }) => [...words]))],
    terms: entries.terms,
  }
}
