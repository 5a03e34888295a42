// From what is typed to results. Nothing must match as a whole: a query is a list of concepts, each told by the
// reader's own words, by another name of the same, or by what the text says for a reader's word.
import { answer } from "./answer.js"
import { fold, HAN, NUMBER, STOP, squeeze, tokens } from "./fold.js"
import { foldName, holds, singles } from "./names.js"
import { countIn, rank } from "./rank.js"
import { snippet } from "./snippet.js"
import { split, weigh } from "./words.js"

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./fold.js").Token} Token */
/** @typedef {import("./index.js").Extra} Extra */
/** @typedef {import("./strange.js").Help} Help */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Kind} Kind */
/** @typedef {import("./index.js").Row} Row */
/** @typedef {import("./rank.js").Ranked} Ranked */
/** @typedef {import("./rank.js").Wording} Wording */
/** @typedef {import("./words.js").Word} Word */
/** @typedef {Map<string, number>} Will The tokens that will do for a word, with the trust in each. */
/** @typedef {{ trust: number, words: Will[], text?: string }} Phrase `text` is what the reader did not type. */
/** @typedef {{ own: string[], phrases: Phrase[], share: number }} Concept The reader's own phrase comes first. */
/** @typedef {{ name: string, trust: number, texts: string[] }} Other What else tells of a name in the query. */
/** @typedef {{ text: string, spans: number[][] }} Snippet */
/** @typedef {{ kind: string, record: Row, snippet: Snippet }} Result */
/** @typedef {[typed: string, taken: string]} Taken */
/**
 * @typedef {object} Query A query as it is understood.
 * @property {string} folded with what was meant in place of what was typed by its sound
 * @property {Word[]} words
 * @property {boolean} foreign whether it has words of the other edition
 * @property {boolean} literal whether nothing is to be mended
 * @property {Taken[]} read what was typed by its sound
 */
/**
 * @typedef {object} Ranking
 * @property {Concept[]} concepts
 * @property {Wording[]} wording
 * @property {Ranked[]} sections
 * @property {Taken[]} mended
 * @property {number} [asked] how much of the query only readers' words are, in the first section
 * @property {Extra[]} [lacks] what has to be fetched first
 */
/**
 * @typedef {object} Found
 * @property {Extra[]} lacks what has to be fetched before this query can be answered; then there is nothing else
 * @property {Result[]} results in rank order, sections first
 * @property {{ [kind: string]: number }} counts how many there are of each kind, those that are not shown too
 * @property {Answer[]} answers the entries that the query names
 * @property {string[]} missing words that the report does not have
 * @property {Taken[]} translated words of the other language
 * @property {Taken[]} read
 * @property {Taken[]} mended
 */

const [ALIAS, SYNONYM, SLIP] = [0.8, 0.9, 0.7] // how far another name, a reader's word and a slip can be trusted
const WORDING = 1.5 // what the query's own wording adds
const LONGEST = 200 // characters of a query that count
const MOST = { sections: 10, figures: 6, cases: 5, terms: 5 }
const FEW = 3 // sections that are shown where the report lacks what was asked
const NOISE = 0.015 // of the best score: far behind the first, a section is noise
const ENOUGH = 0.68 // of what a query says; where no section holds so much, the report lacks it
const SHORT = 17.5 // what some five rare words say; of a longer query some are lacking however well it is answered
const CERTAIN = 9 // the score of a section that has much of a query, whatever it has not
const ASKED = { share: 0.2, score: 7 } // readers' words are so much of a query, and the section has so much of the rest
const ENOUGH_HELD = 0.85 // of what the texts have of a query; where no section holds so much, more is tried

/** @param {string} token @returns {Will} */
const exactly = (token) => new Map([[token, 1]])

/**
 * The tokens that will do for a word: itself; what it may become, while it is being typed; and words a letter or two
 * away, if possible such as the text has beside the query's next word.
 * @param {Index} index
 * @param {Kind} kind
 * @param {string} word
 * @param {{ before?: string, after?: string, last: boolean, literal: boolean }} place
 */
function accept(index, kind, word, { before, after, last, literal }) {
  const known = kind.index
  const will = exactly(word)
  const strange = !known.has(word)
  /** @type {string[]} */
  const slips = (strange && !literal && index.files.help?.slipsOf(index, word)) || []
  const fitting = slips.filter((other) => known.has(`${other}${after}`) || known.has(`${before}${other}`))
  for (const other of fitting.length > 0 ? fitting : slips) will.set(other, SLIP)
  for (const other of last && word.length > 1 ? index.vocabulary.keys() : []) {
    if (other.length > word.length && other.startsWith(word)) will.set(other, strange ? 0.8 : 0.3)
  }
  return will
}

/**
 * The words of a query, each a concept; words that ask or join count for little.
 * @param {Index} index
 * @param {Kind} kind
 * @param {Query} query
 * @returns {Concept[]}
 */
function readWords(index, kind, { folded, words, literal }) {
  const typed = index.synonyms.flatMap(({ words: names }) => names.filter((name) => holds(folded, name)))
  const explained = new Set(typed.flatMap((name) => tokens(name).map(({ token }) => token)))
  const single = singles(folded)
  const shares = weigh(single, words, (token) => kind.index.has(token))
  return single.map((found, place) => {
    const { token, end } = found
    const fixed = HAN.test(token) || NUMBER.test(token) || explained.has(token)
    const [before, after] = [single[place - 1]?.token, single[place + 1]?.token]
    const place_ = { before, after, last: end === folded.length, literal }
    const will = fixed ? exactly(token) : accept(index, kind, token, place_)
    const share = explained.has(token) ? 1 : shares[place]
    return { own: [token], phrases: [{ trust: 1, words: [will] }], share }
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
 * @param {Kind} kind
 * @param {Query} query
 */
function ask(index, kind, query) {
  const { folded } = query
  const concepts = readWords(index, kind, query)
  const words = (/** @type {string} */ text) => singles(text).map(({ token }) => token)
  for (const { name, trust, texts } of findOthers(index, folded)) {
    const concept = conceptOf(concepts, words(name))
    concept?.phrases.push(...texts.map((text) => ({ trust, text, words: words(text).map(exactly) })))
  }
  // Two words that the text writes as one, or the other way round.
  for (const { token, pair } of tokens(folded)) {
    if (!pair || !kind.index.has(token)) continue
    concepts.push({ own: [token, ""], phrases: [{ trust: 1, words: [exactly(token)] }], share: 0.5 })
  }
  return concepts
}

/**
 * Names typed in the other language, with what this edition calls the same.
 * @param {Index} index
 * @param {string} folded
 */
function translations(index, folded) {
  /** @type {Taken[]} */
  const found = []
  for (const { title, names } of index.aliases.map(({ entry }) => entry)) {
    const own = foldName(title)
    if (holds(folded, own)) continue
    const typed = names.find((/** @type {string} */ name) => {
      const word = foldName(name)
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
 * Concepts and wording with what the texts have instead of what is written wrong. Words that the text does not have are
 * given up.
 * @param {Kind} kind
 * @param {Concept[]} concepts
 * @param {Wording[]} wording
 * @param {Taken[]} mended
 */
function mend(kind, concepts, wording, mended) {
  const there = (/** @type {Concept} */ { phrases: [own] }) =>
    own.words.some((will) => [...will.keys()].some((token) => kind.index.has(token)))
  const phrases = mended.map(([, text]) => ({ trust: 0.8, words: tokens(text).map(({ token }) => exactly(token)) }))
  return {
    concepts: [...concepts.filter(there), { own: [], phrases, share: 1 }],
    wording: [...wording, ...mended.map(([, text]) => ({ text, gain: WORDING }))],
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
      const times = plain.map(([weight, lines]) => weight * countIn(lines, sign))
      return { record, score: times.reduce((sum, part) => sum + part, 0), share: 1, info: 1, news: 1 }
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
}

/**
 * The Latin words of a query that an edition does not have, nor what they may become.
 * @param {Index} index
 * @param {string} folded
 */
function strangers(index, folded) {
  return singles(folded).filter(({ token, end }) => {
    if (HAN.test(token) || NUMBER.test(token) || STOP.has(token)) return false
    if (index.known.has(token)) return false
    if (end === folded.length && [...index.vocabulary.keys()].some((known) => known.startsWith(token))) return false
    return true
  })
}

/**
 * What is typed, understood; or what has to be fetched before it can be.
 * @param {Index} index
 * @param {string} typed
 * @param {boolean} literal
 * @returns {Query & { lacks: Extra[] }}
 */
function understand(index, typed, literal) {
  const { files, missing } = index
  /** @type {Extra[]} */
  const lacks = []
  const need = (/** @type {Extra} */ name) => {
    if (!files[name] && !missing.has(name) && !lacks.includes(name)) lacks.push(name)
    return Boolean(files[name])
  }
  let folded = fold(typed.slice(0, LONGEST), index.simple).folded.trim()
  const chinese = HAN.test(files.own.sections.title[0] ?? "")
  const signs = folded.match(/\p{Script=Han}/gu) ?? []
  let foreign = signs.length > 0 && !chinese && need("other")
  const whole = chinese ? files.own : files.other
  if (whole && !files.traditional && signs.some((sign) => !signsOf(whole).has(sign))) need("traditional")
  /** @type {Taken[]} */
  let read = []
  let strange = strangers(index, folded)
  if (strange.length > 0 && need("help")) {
    /** @type {Help} */
    const help = files.help
    const slips = (/** @type {Token} */ { token }) => help.slipsOf(index, token).length > 0
    // In an English text a slip is likelier than a sound.
    const sounds = help.sounding(folded, chinese ? strange : strange.filter((word) => !slips(word)))
    if (!literal && sounds.length > 0 && [chinese || need("other"), need("pinyin")].every(Boolean)) {
      read = help.hear(index, folded, sounds)
      for (const [sound, meant] of read) folded = folded.replace(sound, meant)
      if (read.length > 0 && !chinese) foreign = true
    }
    strange = strangers(index, folded).filter((word) => literal || !slips(word))
    if (chinese && lacks.length === 0 && strange.length > 0) foreign = need("other")
  }
  return { folded, words: split(folded), foreign, literal, read, lacks }
}

/** @type {WeakMap<Row, Set<string>>} */
const allSigns = new WeakMap()

/** The Han characters of a file. @param {Row} file */
function signsOf(file) {
  const there = allSigns.get(file) ?? new Set(JSON.stringify(file).match(/\p{Script=Han}/gu))
  allSigns.set(file, there)
  return there
}

/**
 * The words of which one a letter or two away was taken, each with the most frequent of these.
 * @param {Index} index
 * @param {Kind} kind
 * @param {Query} query
 * @param {Concept[]} concepts
 * @returns {Taken[]}
 */
function slipsIn({ vocabulary }, kind, { folded }, concepts) {
  return singles(folded).flatMap(({ token, at, end }) => {
    const will = concepts.find(({ own }) => own.length === 1 && own[0] === token)?.phrases[0].words[0]
    const others = [...(will ?? [])].filter(([other, trust]) => trust === SLIP && kind.index.has(other))
    if (kind.index.has(token) || others.length === 0) return []
    const [[best]] = others.sort((one, other) => (kind.index.get(other[0]) ?? 0) - (kind.index.get(one[0]) ?? 0))
    return [/** @type {Taken} */ ([folded.slice(at, end), vocabulary.get(best) ?? best])]
  })
}

/** How much of a query the section holds that holds most. @param {Ranked[]} ranked @param {"share" | "info"} part */
const held = (ranked, part) => Math.max(0, ...ranked.slice(0, MOST.sections).map((one) => one[part]))

/**
 * Rank the sections: as the query stands, with what is written wrong mended, and with the editor's notes where nothing
 * else has what was asked. Returns what is still to be fetched instead.
 * @param {Index} index
 * @param {Query} query
 * @returns {Ranking}
 */
function rankSections(index, query) {
  const { kinds, files, missing } = index
  const { folded, foreign, literal, words } = query
  const kind = foreign && kinds.both ? kinds.both : kinds.sections
  const concepts = ask(index, kind, query)
  const wording = wordings(folded, concepts)
  const plain = {
    concepts,
    wording,
    sections: rank(kind, concepts, wording),
    mended: slipsIn(index, kind, query, concepts),
  }
  if (held(plain.sections, "share") >= ENOUGH_HELD) return plain
  const lacks = /** @type {Extra[]} */ (["help", "more"]).filter((name) => !files[name] && !missing.has(name))
  if (lacks.length > 0) return { ...plain, lacks }
  const mended = (!literal && files.help?.mendHan(index, folded, words)) || []
  if (mended.length > 0) {
    const better = mend(kind, concepts, wording, mended)
    const sections = rank(kind, better.concepts, better.wording)
    if (sections.length > 0) return { ...better, sections, mended: [...plain.mended, mended[0]] }
  }
  // Readers' words and the editor's notes.
  if (!kinds.noted || foreign) return plain
  const further = ask(index, kinds.noted, query)
  const noted = wordings(folded, further)
  const sections = rank(kinds.noted, further, noted)
  const before = plain.sections.find(({ record }) => record === sections[0]?.record)?.info ?? 0
  return { ...plain, concepts: further, wording: noted, sections, asked: (sections[0]?.info ?? 0) - before }
}

/**
 * Search.
 * @param {Index} index
 * @param {string} typed
 * @param {{ literal?: boolean, whole?: Set<string> }} how `literal`: nothing that is typed is mended; `whole`: the kinds
 *   of which every result is wanted, not the first few
 * @returns {Found}
 */
export function search(index, typed, { literal = false, whole = new Set() } = {}) {
  const query = understand(index, typed, literal)
  const { folded, read, lacks } = query
  const nothing = { lacks, results: [], counts: {}, answers: [], missing: [], translated: [], read, mended: [] }
  if (!folded || lacks.length > 0) return nothing
  const ranking = rankSections(index, query)
  if (ranking.lacks) return { ...nothing, lacks: ranking.lacks }
  const { concepts, wording, mended } = ranking
  const meant = mended.reduce((text, [wrong, right]) => text.replace(wrong, right), folded)
  const answers = answer(index, meant, split(meant))
  // A query that is one figure: what has the number alone does not have the figure.
  const [{ figure = "" } = {}] = answers
  const isExact = (/** @type {Ranked} */ { record }) => squeeze(fold(record.text.join(" ")).folded).includes(figure)
  const exact = figure ? ranking.sections.filter(isExact) : []
  let sections = exact.length > 0 ? exact : ranking.sections
  if (sections.length === 0 && [...folded].length === 1) sections = holding(index, folded)
  const { news = 0, score = 0 } = sections[0] ?? {}
  const isAsked = (ranking.asked ?? 0) >= ASKED.share && score >= ASKED.score
  const lacking = held(sections, "info") < ENOUGH && news < SHORT && score < CERTAIN && !isAsked
  const missing = (lacking && index.files.help?.lacking(index, query, concepts)) || []
  // A long query is not asked to be held whole.
  const floor = (sections[0]?.score ?? 0) * NOISE
  const near = sections.filter(({ score }) => score >= floor)
  /** @type {{ [kind: string]: Ranked[] }} */
  const ranked = { sections: missing.length > 0 ? near.slice(0, FEW) : near }
  for (const name of /** @type {const} */ (["figures", "cases", "terms"])) {
    ranked[name] =
      missing.length > 0 ? [] : rank(index.kinds[name], concepts, wording).filter(({ share }) => share > 0.6)
  }
  const results = Object.entries(ranked).flatMap(([name, all]) =>
    all.slice(0, whole.has(name) ? all.length : MOST[/** @type {"sections"} */ (name)]).map(({ record }) => ({
      kind: name,
      record,
      snippet: snippet(index, textsOf(index, name, record), concepts),
    })),
  )
  const counts = Object.fromEntries(Object.entries(ranked).map(([name, all]) => [name, all.length]))
  return { lacks, results, counts, answers, missing, translated: translations(index, folded), read, mended }
}

/**
 * The texts of which a result shows one.
 * @param {Index} index
 * @param {string} kind
 * @param {Row} record
 * @returns {string[]}
 */
function textsOf({ files }, kind, record) {
  if (kind === "figures") return [record.about]
  if (kind !== "sections") return [files.more?.text[record.at] ?? ""]
  const noted = files.more?.noted[record.id] ?? []
  return [...record.text, ...noted.map((/** @type {string} */ note) => files.more.notes[note])]
}
