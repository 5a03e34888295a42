// Chinese typed by its sound, without an input method: zhibo, shejiao dianshang, xhs.
import { HAN, squeeze } from "./fold.js"

/** @typedef {import("./fold.js").Token} Token */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {{ names: Map<string, number>, texts: string[], soundOf: (sign: string) => string }} Sounds */

const INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
const FINAL =
  "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v)"
const WHOLE = new RegExp(`^(?:${INITIAL}?${FINAL})+$`)
const BEGUN = new RegExp(`^(?:${INITIAL}?${FINAL})+${INITIAL}?$`)
const INITIALS = /^[bpmfdtnlgkhjqxrzcsyw]{2,6}$/
const LONGEST_NAME = 8

/**
 * Whether a word may be pinyin: whole syllables, the last of them unfinished while it is typed, or initials.
 * @param {string} word
 * @param {boolean} last
 */
const mayBePinyin = (word, last) =>
  word.length > 1 && (WHOLE.test(word) || INITIALS.test(word) || (last && BEGUN.test(word)))

/** @type {WeakMap<Index, Sounds>} */
const known = new WeakMap()

/**
 * What the Chinese of an index sounds like: its names, by how much they are told, and its texts.
 * @param {Index} index
 * @returns {Sounds}
 */
function listen(index) {
  const there = known.get(index)
  if (there) return there
  const readings = new Map(
    Object.entries(index.files.pinyin).flatMap(([sound, signs]) => [...signs].map((sign) => [sign, sound])),
  )
  const soundOf = (/** @type {string} */ sign) => readings.get(sign) ?? ""
  const chinese = [index.files.own, index.files.other].find((file) => file && HAN.test(file.sections.title[0]))
  const { title, keywords, text, headings } = chinese?.sections ?? { title: [], keywords: [], text: [], headings: [] }
  const names = new Map()
  const add = (/** @type {string} */ name, /** @type {number} */ told) => {
    const plain = squeeze(name)
    if (/^\p{Script=Han}+$/u.test(plain) && [...plain].length <= LONGEST_NAME)
      names.set(plain, (names.get(plain) ?? 0) + told)
  }
  for (const alias of index.aliases) for (const name of alias.names) add(name, 2 + alias.told)
  for (const word of keywords.flat()) add(word, 1)
  const texts = [...title, ...keywords.flat(), ...headings.flat(), ...text.flat(2), ...names.keys()].flatMap(
    (/** @type {string} */ one) => squeeze(one).match(/\p{Script=Han}{2,}/gu) ?? [],
  )
  const sounds = { names, texts, soundOf }
  known.set(index, sounds)
  return sounds
}

/**
 * The best of what has been found, by how often.
 * @param {Map<string, number>} found
 */
const best = (found) => [...found].sort((one, other) => other[1] - one[1] || one[0].length - other[0].length)[0]?.[0]

/**
 * The runs of the texts that sound like letters, with how often they stand there; `open` where the last syllable may go
 * on.
 * @param {Sounds} sounds
 * @param {string} letters
 * @param {boolean} open
 * @param {(sign: string) => string} soundOf what is heard of a character: its reading, or its initial
 */
function runsLike({ texts }, letters, open, soundOf) {
  const found = new Map()
  for (const text of texts) {
    const signs = [...text]
    for (let from = 0; from < signs.length; from++) {
      let heard = ""
      for (let to = from; to < signs.length && heard.length < letters.length; to++) {
        heard += soundOf(signs[to])
        const fits = open ? heard.startsWith(letters) && to > from : heard === letters
        if (fits) {
          const run = signs.slice(from, to + 1).join("")
          found.set(run, (found.get(run) ?? 0) + 1)
        }
        if (!letters.startsWith(heard)) break
      }
    }
  }
  return found
}

/**
 * What a word in pinyin means: a name, whole or begun or by its initials; else a run of the text; undefined for neither.
 * @param {Sounds} sounds
 * @param {string} letters
 * @param {boolean} last whether it may be unfinished
 * @returns {string | undefined}
 */
function read(sounds, letters, last) {
  const { names, soundOf } = sounds
  const heard = (/** @type {string} */ name) => [...name].map(soundOf).join("")
  const first = (/** @type {string} */ sign) => soundOf(sign)[0] ?? ""
  const named = (/** @type {(name: string) => boolean} */ fits) =>
    best(new Map([...names].filter(([name]) => fits(name))))
  const whole = named((name) => heard(name) === letters) ?? best(runsLike(sounds, letters, false, soundOf))
  if (whole && [...whole].length > 1) return whole
  const short = named((name) => [...name].map(first).join("") === letters)
  if (short && INITIALS.test(letters)) return short
  const begun = last
    ? (named((name) => heard(name).startsWith(letters)) ?? best(runsLike(sounds, letters, true, soundOf)))
    : undefined
  if (begun) return begun
  if (INITIALS.test(letters) && letters.length > 2) return best(runsLike(sounds, letters, false, first))
  return undefined
}

/**
 * Letters as several words of the text, as few as possible.
 * @param {Sounds} sounds
 * @param {string} letters
 * @param {boolean} last
 * @param {number} most
 * @returns {string | undefined}
 */
function readParts(sounds, letters, last, most) {
  const whole = read(sounds, letters, last)
  if (whole || most === 1) return whole
  for (let at = letters.length - 2; at >= 4; at--) {
    if (!WHOLE.test(letters.slice(0, at))) continue
    const start = read(sounds, letters.slice(0, at), false)
    const rest = start && readParts(sounds, letters.slice(at), last, most - 1)
    if (rest) return `${start} ${rest}`
  }
  return undefined
}

/**
 * The words of a query that may be pinyin; those that stand beside one another together.
 * @param {string} folded
 * @param {Token[]} words
 */
export function sounding(folded, words) {
  /** @type {Token[][]} */
  const groups = []
  for (const word of words) {
    if (!mayBePinyin(folded.slice(word.at, word.end), word.end === folded.length)) continue
    const group = groups[groups.length - 1]
    const before = group?.[group.length - 1]
    if (before && /^[ '-]?$/.test(folded.slice(before.end, word.at))) group.push(word)
    else groups.push([word])
  }
  return groups
}

/**
 * What words in pinyin mean, each group together or each of its words by itself.
 * @param {Index} index
 * @param {string} folded
 * @param {Token[][]} groups
 * @returns {[typed: string, taken: string][]}
 */
export function hear(index, folded, groups) {
  const sounds = listen(index)
  return groups.flatMap((group) => {
    const words = group.map(({ at, end }) => folded.slice(at, end))
    const [{ at }, { end }] = [group[0], group[group.length - 1]]
    const last = end === folded.length
    const each = () => words.map((word, place) => readParts(sounds, word, last && place === words.length - 1, 2))
    const whole = readParts(sounds, words.join(""), last, 3)
    const meant = whole ?? (each().every(Boolean) ? each().join(" ") : undefined)
    return meant ? [/** @type {[string, string]} */ ([folded.slice(at, end), meant])] : []
  })
}
