// The records of an edition, ready to be searched: their tokens counted, with weights, and their names. What a first
// search does not need comes later, when a query asks for it.
import { fold, HAN, NUMBER, squeeze, tokens } from "./fold.js"

/** @typedef {import("./fold.js").Token} Token */
/** @typedef {{ [field: string]: any }} Row A record as the build wrote it. */
/**
 * @typedef {object} Document A record, ready to be ranked.
 * @property {Row} record
 * @property {Map<string, number>} counts how often it has each token, by the weight of the field
 * @property {number} length
 * @property {[number, string][]} plain its texts by weight, without spaces and punctuation, a line each
 * @property {Set<string>[]} passages the tokens of each paragraph
 */
/** @typedef {{ documents: Document[], average: number, index: Map<string, number> }} Kind */
/** @typedef {{ names: string[], told: number, entry: Row }} Alias */
/** @typedef {"other" | "more" | "traditional" | "pinyin" | "help"} Extra What may be asked for later; “help” is a module. */
/**
 * @typedef {object} Index
 * @property {Row} files what the build wrote, by name: `own`, and each extra that is there
 * @property {Set<Extra>} missing the extras that cannot be had
 * @property {Map<string, string>} simple
 * @property {{ [kind: string]: Kind }} kinds
 * @property {{ words: string[], means: string[] }[]} synonyms
 * @property {Alias[]} aliases
 * @property {Map<string, number>} likeliest by a name, how often the likeliest of those that have it is told
 * @property {Map<string, string>} vocabulary the stems of Latin words, each with a word that has it
 * @property {Set<string>} salient those that readers may slip in: of names, titles and keywords, and frequent ones
 * @property {Set<string>} known every token of this edition, of its names and of readers’ words for them
 * @property {Row[]} sections
 * @property {Row[]} entries
 * @property {Row[]} figures
 */
/** @typedef {[weight: number, texts: string[], passage?: boolean]} Part A field; passages are its paragraphs. */

const FREQUENT = 3 // sections that have a word
const WEIGHTS = {
  title: 3.2,
  headings: 1.8,
  keywords: 1.6,
  names: 1.2,
  chapter: 0.5,
  text: 1,
  asked: 0.8,
  notes: 0.3,
  other: 0.45,
  otherTitle: 1.4,
  otherKeywords: 0.8,
}

/**
 * The rows of columns, without what a row has not.
 * @param {Row} columns
 * @returns {Row[]}
 */
const rows = (columns) =>
  (Object.values(columns)[0] ?? []).map((/** @type {any} */ _, /** @type {number} */ at) =>
    Object.fromEntries(Object.entries(columns).flatMap(([key, all]) => (all[at] === null ? [] : [[key, all[at]]]))),
  )

/**
 * Count the tokens of weighted texts.
 * @param {[number, { found: Token[] }[]][]} parts
 */
function count(parts) {
  const counts = new Map()
  let length = 0
  for (const [weight, texts] of parts) {
    for (const { token, pair } of texts.flatMap(({ found }) => found)) {
      counts.set(token, (counts.get(token) ?? 0) + weight * (pair ? 0.5 : 1))
      length += weight
    }
  }
  return { counts, length }
}

/**
 * A record, ready to be ranked.
 * @param {Row} record
 * @param {Part[]} parts
 * @param {Map<string, string>} [vocabulary] gets its Latin words
 * @returns {Document}
 */
function readRecord(record, parts, vocabulary) {
  const own = parts.map(([weight, texts, passage]) => {
    const read = texts.map((text) => {
      const { folded } = fold(text)
      return { folded, found: tokens(folded) }
    })
    return /** @type {const} */ ([weight, read, passage])
  })
  for (const { folded, found } of vocabulary ? own.flatMap(([, texts]) => texts) : []) {
    for (const { token, at, end, pair } of found) {
      if (!pair && !HAN.test(token) && !NUMBER.test(token) && !vocabulary?.has(token))
        vocabulary?.set(token, folded.slice(at, end))
    }
  }
  return {
    record,
    ...count(own.map(([weight, texts]) => [weight, texts])),
    plain: own.map(([weight, texts]) => [weight, texts.map(({ folded }) => squeeze(folded)).join("\n")]),
    passages: own
      .filter(([, , passage]) => passage)
      .flatMap(([, texts]) => texts.map(({ found }) => new Set(found.map(({ token }) => token)))),
  }
}

/**
 * Records of one kind, ready to be ranked.
 * @param {Row[]} records
 * @param {(record: Row) => Part[]} parts
 * @param {() => void | Promise<void>} pause
 * @param {Map<string, string>} [vocabulary]
 * @returns {Promise<Kind>}
 */
async function prepare(records, parts, pause, vocabulary) {
  const documents = []
  for (const record of records) {
    await pause()
    documents.push(readRecord(record, parts(record), vocabulary))
  }
  const average = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length)
  const index = new Map()
  for (const token of documents.flatMap(({ counts }) => [...counts.keys()])) {
    index.set(token, (index.get(token) ?? 0) + 1)
  }
  return { documents, average, index }
}

/** Metrics, organisations and cases have pages of their own; terms and laws stand on one. */
const addressOf = (/** @type {string} */ folder, /** @type {string} */ page, /** @type {string} */ id) =>
  `${folder}${page}/${["terms", "laws"].includes(page) ? `#${id}` : `${id}/`}`

/**
 * The paragraphs of a section; of a table each row, with what its head says of it.
 * @param {(string | string[])[]} text
 * @returns {string[]}
 */
const paragraphs = (text) =>
  text.flatMap((block) => {
    if (typeof block === "string") return [block]
    const [head, ...cells] = block
    const [first] = head.split(" · ")
    return cells.map((row) => `${first}${HAN.test(first) ? "：" : ": "}${row}`)
  })

/**
 * The records of a file, each with its address, its title and where it stands; the file writes each of these once.
 * @param {Row} file
 * @returns {{ sections: Row[], entries: Row[], figures: Row[] }}
 */
function spell(file) {
  /** @type {Row[]} */
  const sections = rows(file.sections).map((section) => {
    const [page, chapter] = file.chapters[section.chapter]
    const heads = section.text.flatMap((/** @type {string | string[]} */ block) =>
      typeof block === "string" ? [] : [block[0]],
    )
    return { ...section, heads, text: paragraphs(section.text), chapter, page, url: `${page}#${section.id}` }
  })
  const pages = file.pages.flatMap((/** @type {[string, number]} */ [page, size]) => Array(size).fill(page))
  const standing = rows(file.cases)
  const stand = (/** @type {number} */ at) => ({ where: sections[at].number, chapter: sections[at].chapter })
  /** @type {Row[]} */
  const entries = rows(file.entries).map((entry, at) => {
    const page = pages[at] ?? "cases"
    const { section, told = [] } = standing[at - pages.length] ?? {}
    const place = section === undefined ? {} : stand(section)
    const id = entry.id ?? entry.title.toLowerCase().replace(/[^a-z0-9]+/g, "-") // search.py says which
    return { ...entry, id, at, told, page, url: addressOf(file.folder, page, id), ...place }
  })
  const figures = rows(file.figures).map((figure) => {
    const { page } = sections[figure.section]
    const metric = entries[figure.told[0]].title
    const stated = figure.stated ?? figure.figure
    const url = `${page}#${figure.id}`
    return { ...figure, stated, metric, title: `${metric} · ${stated}`, ...stand(figure.section), url }
  })
  return { sections, entries, figures }
}

/**
 * Every name of a term, a metric, a law or an organisation stands for the others. Where two have a name in common, the
 * one that more sections tell of is the likelier.
 * @param {Row[]} entries
 * @param {Row[]} sections
 */
function findAliases(entries, sections) {
  const tellings = new Map()
  for (const at of sections.flatMap((section) => section.told)) tellings.set(at, (tellings.get(at) ?? 0) + 1)
  /** @type {Alias[]} */
  const aliases = entries.map((entry) => ({
    names: [...new Set([entry.title, ...entry.names].map((name) => fold(name).folded))],
    told: 1 + (tellings.get(entry.at) ?? 0),
    entry,
  }))
  const likeliest = new Map()
  for (const { names, told } of aliases) {
    for (const name of names) likeliest.set(name, Math.max(told, likeliest.get(name) ?? 0))
  }
  return { aliases, likeliest }
}

/**
 * Names and readers’ words, with those of the other edition once it is there.
 * @param {Row[]} entries
 * @param {Row[]} sections
 * @param {Row} own
 * @param {Row} [other]
 */
function readNames(entries, sections, own, other) {
  const abroad = other ? rows(other.entries) : []
  const named = entries.map((/** @type {Row} */ entry) => {
    const { title, names = [] } = abroad[entry.at] ?? {}
    return { ...entry, names: [...entry.names, ...(title ? [title] : []), ...names] }
  })
  const far = other ? rows(other.synonyms) : []
  const folded = (/** @type {string[]} */ words) => [...new Set(words)].map((word) => fold(word).folded)
  const synonyms = rows(own.synonyms).map(({ words, means }, at) => ({
    words: folded([...words, ...(far[at]?.words ?? [])]),
    means: folded([...means, ...(far[at]?.means ?? [])]),
  }))
  const known = named.filter((/** @type {Row} */ { page }) => page !== "cases")
  return { ...findAliases(known, sections), synonyms }
}

/**
 * The fields of a section; those of its twin in the other edition, readers’ words and the editor’s notes where these are
 * searched.
 * @param {Row} section
 * @param {string[]} told
 * @param {{ twin?: Row, notes?: string[], asked?: string }} [further]
 * @returns {Part[]}
 */
function sectionParts(section, told, { twin, notes = [], asked = "" } = {}) {
  /** @type {Part[]} */
  const own = [
    [WEIGHTS.title, [section.title]],
    [WEIGHTS.chapter, [section.chapter]],
    [WEIGHTS.headings, section.headings],
    [WEIGHTS.keywords, section.keywords, true],
    [WEIGHTS.names, told],
    [WEIGHTS.text, [...section.heads, ...section.text], true],
    [WEIGHTS.asked, asked.split(" ")],
    [WEIGHTS.notes, notes, true],
  ]
  if (!twin) return own
  return [
    ...own,
    [WEIGHTS.otherTitle, [twin.title]],
    [WEIGHTS.otherKeywords, twin.keywords],
    [WEIGHTS.other, twin.text, true],
  ]
}

/** What a section, a figure or a case tells, by its names. @param {Row} record @param {Row[]} entries */
const namesOf = ({ told }, entries) => [
  ...new Set(told.flatMap((/** @type {number} */ at) => [entries[at].title, ...entries[at].names])),
]

/**
 * The fields of a figure, a case or another entry.
 * @param {Row[]} entries
 * @param {string[]} [texts] of entries, by their number
 * @returns {(record: Row) => Part[]}
 */
const plainParts = (entries, texts) => (record) => [
  [WEIGHTS.title, [record.title]],
  [WEIGHTS.names, [...(record.names ?? []), ...namesOf(record, entries)]],
  [WEIGHTS.text, [record.about ?? texts?.[record.at] ?? ""], true],
]

/**
 * The index of an edition, from what a first search reads. `pause` is awaited before each record, so that a slow phone
 * answers its reader meanwhile.
 * @param {Row} own
 * @param {() => void | Promise<void>} pause
 * @returns {Promise<Index>}
 */
export async function build(own, pause = () => {}) {
  const { sections, entries, figures } = spell(own)
  const vocabulary = new Map()
  const told = (/** @type {Row} */ section) => namesOf(section, entries)
  const plain = plainParts(entries)
  const cases = entries.filter(({ page }) => page === "cases")
  const terms = entries.filter(({ page }) => page !== "cases")
  const kinds = {
    sections: await prepare(sections, (section) => sectionParts(section, told(section)), pause, vocabulary),
    figures: await prepare(figures, plain, pause),
    cases: await prepare(cases, plain, pause),
    terms: await prepare(terms, plain, pause, vocabulary),
  }
  const names = readNames(entries, sections, own)
  const salient = sections.flatMap(({ title, headings, keywords }) => [title, ...headings, ...keywords])
  salient.push(...names.aliases.flatMap((alias) => alias.names))
  const isFrequent = (/** @type {string} */ stem) => (kinds.sections.index.get(stem) ?? 0) >= FREQUENT
  const readers = names.synonyms.flatMap(({ words }) => words.flatMap((word) => tokens(word).map(({ token }) => token)))
  return {
    files: { own },
    missing: new Set(),
    simple: new Map(),
    kinds,
    ...names,
    vocabulary,
    salient: new Set([
      ...salient
        .flatMap((text) => tokens(fold(text).folded).map(({ token }) => token))
        .filter((stem) => vocabulary.has(stem)),
      ...[...vocabulary.keys()].filter(isFrequent),
    ]),
    known: new Set([...Object.values(kinds).flatMap(({ index }) => [...index.keys()]), ...readers]),
    sections,
    entries,
    figures,
  }
}

/**
 * Add to an index what a query asked for; null where it cannot be had.
 * @param {Index} index it changes
 * @param {Extra} name
 * @param {Row | null} file
 * @param {() => void | Promise<void>} pause
 */
export async function extend(index, name, file, pause = () => {}) {
  const { sections, entries, kinds, files } = index
  if (!file) {
    index.missing.add(name)
    return
  }
  files[name] = file
  const told = (/** @type {Row} */ section) => namesOf(section, entries)
  if (name === "traditional") {
    const simplified = [...file.simplified]
    index.simple = new Map([...file.traditional].map((sign, at) => [sign, simplified[at]]))
  } else if (name === "other") {
    const twins = spell(file).sections
    const whole = (/** @type {Row} */ section) =>
      sectionParts(section, told(section), { twin: twins[sections.indexOf(section)] })
    kinds.both = await prepare(sections, whole, pause)
    Object.assign(index, readNames(entries, sections, files.own, file))
  } else if (name === "more") {
    const noted = (/** @type {Row} */ { id }) =>
      (file.noted[id] ?? []).map((/** @type {string} */ note) => file.notes[note])
    const whole = (/** @type {Row} */ section) =>
      sectionParts(section, told(section), { notes: noted(section), asked: file.asked[sections.indexOf(section)] })
    kinds.noted = await prepare(sections, whole, pause, index.vocabulary)
    const plain = plainParts(entries, file.text)
    const records = (/** @type {Kind} */ { documents }) => documents.map(({ record }) => record)
    kinds.cases = await prepare(records(kinds.cases), plain, pause)
    kinds.terms = await prepare(records(kinds.terms), plain, pause)
  }
}
