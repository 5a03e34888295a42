// The answer before the results: the entries that a query names, each with its figures, and a figure that is asked for
// by itself.
import { fold, NUMBER, squeeze } from "./fold.js"
import { foldName, holds } from "./names.js"

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Row} Row */
/** @typedef {import("./words.js").Word} Word */
/**
 * @typedef {object} Answer
 * @property {Row} [entry] the entry that is named
 * @property {string} [figure] the figure that is asked for, folded
 * @property {Row[]} figures all of them, those of the year asked for first; what is told twice alike, once, with the
 *   `places` where it is told
 * @property {number} number how many there are
 * @property {Row[]} sections those that tell of it
 * @property {Row[]} cases those that are its
 */

const MOST = 2 // entries that a query can be said to name
const HALF = 0.5 // of what a query says, the least that the names in it have to be
const YEAR = /(?:19|20)\d\d/g
// A number with its unit, and nothing else but what may stand before a number.
const ONE_FIGURE = /^\D{0,6}\d[\d.,]*\D{1,12}$/

/**
 * The figures of an entry, those of the years asked for first. One that several sections tell alike is told once.
 * @param {Row[]} figures
 * @param {string[]} [years]
 */
function arrange(figures, years = []) {
  const asked = (/** @type {Row} */ { about }) => years.some((year) => about.includes(year))
  const told = new Map()
  for (const figure of [...figures.filter(asked), ...figures.filter((one) => !asked(one))]) {
    const alike = [figure.title, figure.about].join()
    const before = told.get(alike)
    told.set(
      alike,
      before ? { ...before, places: [...before.places, figure.where] } : { ...figure, places: [figure.where] },
    )
  }
  return { figures: [...told.values()], number: figures.length }
}

/**
 * The figures that are written like a query that is one: 30 分钟 is not 30 %, nor 130 分钟.
 * @param {Index} index
 * @param {string} folded
 * @returns {Answer[]}
 */
function answerFigure({ figures }, folded) {
  const asked = squeeze(folded)
  if (!ONE_FIGURE.test(folded) || !NUMBER.test(asked.replace(/^\D+/, ""))) return []
  const written = new RegExp(`(?:^|[^\\d.])${asked.replace(/[.*+?^$()[\]{}|\\]/g, "\\$&")}`, "u")
  const found = figures.filter(({ figure, stated }) =>
    [figure, stated].some((text) => written.test(squeeze(fold(text).folded))),
  )
  return found.length > 0 ? [{ figure: asked, ...arrange(found), sections: [], cases: [] }] : []
}

/**
 * What a query names: a metric, an organisation, a law, a term or a case; or a figure.
 * @param {Index} index
 * @param {string} folded
 * @param {Word[]} words
 * @returns {Answer[]}
 */
export function answer(index, folded, words) {
  const { aliases, entries, figures, sections } = index
  const found = aliases.flatMap(({ names, told, entry }) => {
    const name = names.filter((one) => holds(folded, one)).sort((one, other) => other.length - one.length)[0]
    return name ? [{ name, told, entry }] : []
  })
  const within = (/** @type {string} */ name) => found.some((other) => other.name !== name && other.name.includes(name))
  const named = found
    .filter(({ name }) => !within(name))
    .sort((one, other) => folded.indexOf(one.name) - folded.indexOf(other.name) || other.told - one.told)
  const cases = entries.filter((entry) => entry.page === "cases" && foldName(entry.title) === folded)
  const years = folded.match(YEAR) ?? []
  const said = words.filter(({ idle, text }) => !idle && !years.some((year) => text.startsWith(year)))
  const size = (/** @type {string} */ text) => squeeze(text).length
  const names = [...new Set(named.map(({ name }) => name))]
  const part = names.reduce((sum, name) => sum + size(name), 0) / said.reduce((sum, { text }) => sum + size(text), 0)
  const chosen = [...cases, ...(part >= HALF ? named.map(({ entry }) => entry) : [])].slice(0, MOST)
  if (chosen.length === 0) return answerFigure(index, folded)
  const telling = (/** @type {Row[]} */ records, /** @type {Row} */ { at }) =>
    records.filter(({ told }) => told.includes(at))
  return chosen.map((entry) => ({
    entry,
    ...arrange(telling(figures, entry), years),
    sections: telling(sections, entry),
    cases: telling(entries, entry),
  }))
}
