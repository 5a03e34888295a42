// From a text to what is compared: one spelling, and the tokens in it. Texts and queries go through the same `fold` and
// `tokens`. Han characters, words and numbers are atoms; tokens are words and numbers, and pairs of neighbours of which
// one is Han (供应, 182亿).

/** @typedef {{ text: string, at: number, end: number, han: boolean }} Atom */
/** @typedef {{ token: string, at: number, end: number, pair?: boolean }} Token A pair is two words written as one. */

export const HAN = /\p{Script=Han}/u
export const NUMBER = /^\d/
const ATOM = /\p{Script=Han}|\d+(?:[.,]\d+)*%?|(?:(?!\p{Script=Han})[\p{L}\p{M}\d])+/gu
const NONE = new Map()

/**
 * One spelling of a character: width, case, script, apostrophes.
 * @param {string} sign
 * @param {Map<string, string>} simple
 */
function spellSign(sign, simple) {
  const plain = [...sign.normalize("NFKC").toLowerCase().replace(/[‘’]/g, "'")]
    .map((one) => simple.get(one) ?? one)
    .join("")
  if (!/^[\p{Cc}\p{Cf}\p{Cs}]$/u.test(plain)) return plain
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are spaces to readers and to editors
  return /[\t-\r\x1c-\x1f\x85]/.test(plain) ? " " : ""
}

/** @type {WeakMap<Map<string, string>, Map<string, string>>} */
const spellings = new WeakMap() // of each set of simple characters: a text repeats few characters many times

/**
 * One spelling of a text, and for each of its characters where it stood.
 * @param {string} text
 * @param {Map<string, string>} simple traditional characters, with what stands for each
 */
export function fold(text, simple = NONE) {
  const known = spellings.get(simple) ?? new Map()
  spellings.set(simple, known)
  let folded = ""
  const places = []
  let place = 0
  for (const sign of text) {
    let plain = known.get(sign)
    if (plain === undefined) {
      plain = spellSign(sign, simple)
      known.set(sign, plain)
    }
    for (let at = 0; at < plain.length; at++) places.push(place)
    folded += plain
    place += sign.length
  }
  places.push(place)
  return { folded, places }
}

// British spellings, and what the stem has for them (Ritter 2005, “British and American spelling”).
const SPELLINGS = [
  [/([a-z]{3})iz(e|es|ed|ing|er|ers|ation|ations)$/, "$1is$2"],
  [/([a-z]{3})our(s|ed|ing|able|ite|ites|al|ful)?$/, "$1or$2"],
  [/([a-z]{2}[bt])re(s|d)?$/, "$1er$2"],
  [/yz(e|es|ed|ing|er|ers)$/, "ys$1"],
  [/([a-z]{3})ogue(s)?$/, "$1og$2"],
  [/([a-z]{2})ence(s)?$/, "$1ense$2"],
  [/mme(s)?$/, "m$1"],
]

/**
 * The stem of an English word, as far as plurals, -ing, -ed, -ise, -isation, -y and American spelling go.
 * @param {string} word
 */
export function stem(word) {
  if (!/^[a-z']+$/.test(word)) return word
  let plain = word.replace(/'s?$/, "").replace(/'/g, "")
  if (plain.length > 4) for (const [british, one] of SPELLINGS) plain = plain.replace(british, /** @type {any} */ (one))
  if (plain.length > 4 && plain.endsWith("ies")) plain = `${plain.slice(0, -3)}y`
  else if (plain.length > 3 && /[^siu]s$/.test(plain)) plain = plain.replace(/([sx]|[cs]h)es$|s$/, "$1")
  if (plain.length > 6) plain = plain.replace(/(ing|ed)$/, "").replace(/([bdfglmnprt])\1$/, "$1")
  else if (plain.length > 5) plain = plain.replace(/ed$/, "")
  if (plain.length > 4) plain = plain.replace(/e$/, "")
  plain = plain.replace(/^([a-z]{4,})is(ation)?$/, "$1")
  return plain.length > 5 ? plain.replace(/y$/, "") : plain
}

// Words that ask and join: they say next to nothing of what is asked.
const IDLE =
  "a about all also am an and any are as at be been being but by can could did do does for from get go had happen has have " +
  "he her his how i if in instance instead into is it its just let make many may me mean might more most much must my no " +
  "not of on one only or our over shall she should so some still such tell than that the their them then there these they " +
  "this those to too us very want was we were what when where whether which while who why will win with work would you your"
export const STOP = new Set(IDLE.split(" ").map(stem))

/**
 * One spelling of an atom. A number loses its thousands separators and its per cent sign.
 * @param {string} text
 */
function spellAtom(text) {
  if (NUMBER.test(text)) return text.replace(/,(?=\d{3})/g, "").replace(/%$/, "")
  return HAN.test(text) ? text : stem(text)
}

/**
 * The atoms of a folded text; `at` and `end` are places in it.
 * @param {string} folded
 * @returns {Atom[]}
 */
function atoms(folded) {
  return [...folded.matchAll(ATOM)].map((match) => {
    const [text] = match
    return { text: spellAtom(text), at: match.index, end: match.index + text.length, han: HAN.test(text) }
  })
}

/**
 * Whether two neighbours make a pair: 供应, 182亿, 5g超; of two words only such as may be written as one: tiktok shop,
 * but not “in stands”.
 * @param {Atom} atom
 * @param {Atom} next
 * @param {string} gap what stands between them: nothing, or a space
 */
function makePair(atom, next, gap) {
  if (STOP.has(atom.text) || STOP.has(next.text)) return false
  if (!atom.han) return true
  return next.han ? gap === "" : gap === "" || (gap === " " && NUMBER.test(next.text))
}

/**
 * The tokens of a text; `at` and `end` are places in the folded text.
 * @param {string} folded
 * @returns {Token[]}
 */
export function tokens(folded) {
  const list = atoms(folded)
  /** @type {Token[]} */
  const found = []
  list.forEach((atom, index) => {
    const before = list[index - 1]
    const next = list[index + 1]
    const gap = next ? folded.slice(atom.end, next.at) : ""
    const joined = next && /^[ -]?$/.test(gap)
    const alone = !(joined && next.han) && !(before?.han && before.end === atom.at)
    if (!atom.han || alone) found.push({ token: atom.text, at: atom.at, end: atom.end })
    if (joined && makePair(atom, next, gap)) {
      found.push({ token: atom.text + next.text, at: atom.at, end: next.end, pair: !atom.han && !next.han })
    }
  })
  return found
}

/**
 * A text without spaces and punctuation.
 * @param {string} folded
 */
export const squeeze = (folded) => folded.replace(/[\s,，。、“”"《》（）()·]+/gu, "")

/**
 * Whether two words differ by at most one letter, swapped neighbours included.
 * @param {string} one
 * @param {string} other
 */
export function near(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  let [a, b] = [one.length, other.length]
  while (a > start && b > start && one[a - 1] === other[b - 1]) [a, b] = [a - 1, b - 1]
  const [rest, others] = [one.slice(start, a), other.slice(start, b)]
  const swapped = rest.length === 2 && others.length === 2 && rest[0] === others[1] && rest[1] === others[0]
  return (rest.length <= 1 && others.length <= 1) || swapped
}
