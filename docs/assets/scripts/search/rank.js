// Ranking: BM25F over the concepts of a query, by how much of it a record holds, and how close together.

/** @typedef {import("./index.js").Document} Document */
/** @typedef {import("./index.js").Kind} Kind */
/** @typedef {import("./index.js").Row} Row */
/** @typedef {import("./query.js").Concept} Concept */
/** @typedef {{ text: string, gain: number }} Wording What readers typed, or would have, and what it is worth. */
/** @typedef {{ there: [token: string, trust: number][], weight: number }} Word The tokens that some record has. */
/** @typedef {{ trust: number, parts: Word[], weight: number }} Phrase */
/** @typedef {{ known: Phrase[], share: number, weight: number, news: number }} Asked A concept, as a kind of records knows it. */
/** @typedef {{ said: Map<Document, number>, worth: number }} Spoken */
/** @typedef {{ record: Row, score: number, share: number, info: number, news: number }} Ranked `share` of what the texts have, `info` of all that was asked, which says as much as `news`. */

const [K, B] = [1.8, 0.1]
const UNKNOWN = 2 // the weight of a word that no record has
const [COVER, CLOSE] = [0.8, 0.5]

/** @param {number[]} numbers */
const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0)

/**
 * What is told by few of so many is worth more.
 * @param {number} size
 * @param {number} having
 */
const rarity = (size, having) => Math.log(1 + (size - having + 0.5) / (having + 0.5))

/**
 * The concepts of a query, with the tokens that some record has, and their weights.
 * @param {Kind} kind
 * @param {Concept[]} concepts
 * @returns {Asked[]}
 */
function weigh({ documents, index }, concepts) {
  const worth = (/** @type {string} */ token) => rarity(documents.length, index.get(token) ?? 0)
  const read = (/** @type {Map<string, number>} */ will) => {
    const there = [...will].filter(([token]) => index.has(token))
    return { there, weight: there.length > 0 ? Math.max(...there.map(([token]) => worth(token))) : UNKNOWN }
  }
  return concepts.map(({ phrases, share }) => {
    const known = phrases
      .map(({ trust, words }) => {
        const parts = words.map(read)
        return { trust, parts, weight: total(parts.map(({ weight }) => weight)) }
      })
      .filter(({ parts }) => parts.some(({ there }) => there.length > 0))
    const weight = share < 1 ? share : Math.max(UNKNOWN, ...known.map((phrase) => phrase.weight))
    // A word that no record has says as much as one that a single record has.
    const news = share < 1 ? share : Math.max(known.length === 0 ? rarity(documents.length, 1) : 0, weight)
    return { known, share: Math.min(1, share), weight, news }
  })
}

/**
 * How often a text stands in another.
 * @param {string} text
 * @param {string} part
 */
export function countIn(text, part) {
  let times = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) times += 1
  return times
}

/** @type {WeakMap<Document[], Map<string, Map<Document, number>>>} */
const heard = new WeakMap()

/**
 * How often each record has a wording. With each key most of a query stays as it was: what was counted is kept.
 * @param {Document[]} documents
 * @param {string} text
 */
function hear(documents, text) {
  const known = heard.get(documents) ?? new Map()
  heard.set(documents, known)
  const before = known.get(text)
  if (before) return before
  const said = new Map()
  for (const document of documents) {
    let times = 0
    for (const [weight, lines] of document.plain) times += weight * countIn(lines, text)
    if (times > 0) said.set(document, times)
  }
  known.set(text, said)
  return said
}

/**
 * The query's own wording, by how often each record has it, and how few do.
 * @param {Document[]} documents
 * @param {Wording[]} wording
 * @returns {Spoken[]}
 */
function listen(documents, wording) {
  return wording.map(({ text, gain }) => {
    const said = hear(documents, text)
    return { said, worth: gain * rarity(documents.length, said.size) }
  })
}

/**
 * What a record says of one concept, and how much of the concept it holds.
 * @param {Kind} kind
 * @param {Document} document
 * @param {Asked} asked
 */
function score({ documents, average, index }, document, { known, share }) {
  const damping = K * (1 - B + (B * document.length) / average)
  let [best, most] = [0, 0]
  for (const { trust, parts, weight: all } of known) {
    let [sum, present] = [0, 0]
    for (const { there, weight } of parts) {
      let top = 0
      for (const [token, sure] of there) {
        const times = document.counts.get(token)
        if (!times) continue
        const worth = rarity(documents.length, index.get(token) ?? 0)
        top = Math.max(top, (sure * worth * times * (K + 1)) / (times + damping))
      }
      sum += top
      if (top > 0) present += weight
    }
    const part = present / all
    best = Math.max(best, trust * share * sum * part ** 2)
    most = Math.max(most, part)
  }
  return { best, most }
}

/**
 * How much of a query the paragraph holds that holds most of it: words that stand in one belong together.
 * @param {Document} document
 * @param {Asked[]} asked
 */
function closeness(document, asked) {
  const held = (/** @type {Set<string>} */ passage, /** @type {Phrase} */ { parts, weight }) =>
    total(parts.map((part) => (part.there.some(([token]) => passage.has(token)) ? part.weight : 0))) / weight
  const sums = document.passages.map((passage) =>
    total(asked.map(({ known, weight }) => weight * Math.max(0, ...known.map((phrase) => held(passage, phrase))))),
  )
  return Math.max(0, ...sums)
}

/**
 * Rank the records of a kind.
 * @param {Kind} kind
 * @param {Concept[]} concepts
 * @param {Wording[]} wording
 * @returns {Ranked[]}
 */
export function rank(kind, concepts, wording) {
  const asked = weigh(kind, concepts)
  const whole = total(asked.map(({ weight }) => weight))
  const news = total(asked.map((one) => one.news))
  const spoken = listen(kind.documents, wording)
  const ranked = []
  for (const document of kind.documents) {
    const held = asked.map((concept) => score(kind, document, concept))
    let sum = total(held.map(({ best }) => best))
    if (sum === 0) continue
    for (const { said, worth } of spoken) {
      const times = said.get(document)
      if (times) sum += (worth * times * (K + 1)) / (times + K)
    }
    const share = whole > 0 ? total(held.map(({ most }, at) => asked[at].weight * most)) / whole : 0
    const info = news > 0 ? total(held.map(({ most }, at) => asked[at].news * most)) / news : 0
    const together = closeness(document, asked) / whole
    ranked.push({ record: document.record, score: sum * share ** COVER * (1 + CLOSE * together), share, info, news })
  }
  return ranked.sort((one, other) => other.score - one.score)
}
