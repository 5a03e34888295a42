// The search engine: pure functions over the records of both editions. No element of the page is touched here.
//
// Texts and queries go through the same `fold` and `atoms`. Han characters, words and numbers are atoms; tokens are
// words and numbers, and pairs of neighbours of which one is Han (供应, 182亿). Ranking is BM25F over weighted fields,
// times the share of the query that a record holds, plus a bonus for the query's own wording.

const HAN = /\p{Script=Han}/u
const ATOM = /\p{Script=Han}|\d+(?:[.,]\d+)*%?|[\p{L}\p{M}\d]+/gu
const NUMBER = /^\d/
const WEIGHTS = { title: 3.2, headings: 1.8, keywords: 1.6, names: 1.2, chapter: 0.5, text: 1, notes: 0.3, other: 0.45, otherTitle: 1.4, otherKeywords: 0.8 }
const [K, B] = [1.8, 0.1]
const [ALIAS, SYNONYM] = [0.8, 0.9] // how far another name, and a reader's word, can be trusted
const UNKNOWN = 2 // the weight of a word that no record has
const [COVER, CLOSE] = [0.8, 0.5]
const WORDING = 3 // what the query's own wording adds
const STOP = new Set("a an and are at by did do does for from how in instance instead into is it its of on or than that the their then this to was what when where which who why with".split(" ").map(stem))
// What asks and joins in Chinese; a pair that touches one of these says no more than “of” or “what”.
const ASKING = /为什么|怎么样|是多少|有没有|有哪些|是什么|什么|怎么|怎样|如何|多少|哪些|哪个|是否|请问|[的吗呢]/gu
const LONGEST = 200 // characters of a query that count
const NONE = new Map()
const MOST = { sections: 10, figures: 6, cases: 5, terms: 5 }

/** One spelling of a character: width, case, script, apostrophes. */
function spellSign(sign, simple) {
  const plain = [...sign.normalize("NFKC").toLowerCase().replace(/[‘’]/g, "'")].map((one) => simple.get(one) ?? one).join("")
  if (!/^[\p{Cc}\p{Cf}\p{Cs}]$/u.test(plain)) return plain
  return /[\t-\r\x1c-\x1f\x85]/.test(plain) ? " " : ""
}

const spellings = new WeakMap() // of each set of simple characters: a text repeats few characters many times

/** One spelling of a text, and for each of its characters where it stood. */
export function fold(text, simple = NONE) {
  if (!spellings.has(simple)) spellings.set(simple, new Map())
  const known = spellings.get(simple)
  let folded = ""
  const places = []
  let place = 0
  for (const sign of text) {
    let plain = known.get(sign)
    if (plain === undefined) known.set(sign, (plain = spellSign(sign, simple)))
    for (let at = 0; at < plain.length; at++) places.push(place)
    folded += plain
    place += sign.length
  }
  places.push(place)
  return { folded, places }
}

/** The stem of an English word, as far as plurals, -ing, -ed and American spelling go. */
export function stem(word) {
  if (!/^[a-z']+$/.test(word)) return word
  let plain = word.replace(/'s?$/, "").replace(/'/g, "")
  if (plain.length > 4) plain = plain.replace(/iz(e|es|ed|ing|ation|ations)$/, "is$1")
  if (plain.length > 4 && plain.endsWith("ies")) plain = `${plain.slice(0, -3)}y`
  else if (plain.length > 3 && /[^siu]s$/.test(plain)) plain = plain.replace(/([sx]|[cs]h)es$|s$/, "$1")
  if (plain.length > 6) plain = plain.replace(/(ing|ed)$/, "").replace(/([bdfglmnprt])\1$/, "$1")
  else if (plain.length > 5) plain = plain.replace(/ed$/, "")
  return plain.length > 4 ? plain.replace(/e$/, "") : plain
}

/** The atoms of a folded text: {text, at, end, han}. A number loses its thousands separators and its per cent sign. */
function atoms(folded) {
  return [...folded.matchAll(ATOM)].map((match) => {
    const han = HAN.test(match[0])
    const text = NUMBER.test(match[0]) ? match[0].replace(/,(?=\d{3})/g, "").replace(/%$/, "") : han ? match[0] : stem(match[0])
    return { text, at: match.index, end: match.index + match[0].length, han }
  })
}

/** The tokens of a text: {token, at, end}. `at` and `end` are places in the folded text. */
export function tokens(folded) {
  const list = atoms(folded)
  const found = []
  list.forEach((atom, index) => {
    const next = list[index + 1]
    const gap = next ? folded.slice(atom.end, next.at) : ""
    const joined = next && /^ ?$/.test(gap)
    const alone = atom.han && !(joined && next.han) && !(index > 0 && list[index - 1].han && list[index - 1].end === atom.at)
    if (!atom.han || alone) found.push({ token: atom.text, at: atom.at, end: atom.end })
    // 供应, 182亿, 5g超; between two words only a pair that may be written as one: tiktok shop, but not “in stands”.
    if (joined && !STOP.has(atom.text) && !STOP.has(next.text) && (atom.han ? next.han || gap === "" || NUMBER.test(next.text) : true) && !(atom.han && next.han && gap)) {
      found.push({ token: atom.text + next.text, at: atom.at, end: next.end, pair: !atom.han && !next.han })
    }
  })
  return found
}

/** Whether two words differ by at most one letter, swapped neighbours included. */
export function near(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  let [a, b] = [one.length, other.length]
  while (a > start && b > start && one[a - 1] === other[b - 1]) [a, b] = [a - 1, b - 1]
  const [rest, others] = [one.slice(start, a), other.slice(start, b)]
  return (rest.length <= 1 && others.length <= 1) || (rest.length === 2 && others.length === 2 && rest[0] === others[1] && rest[1] === others[0])
}

/** Count the tokens of weighted texts. */
function count(parts) {
  const counts = new Map()
  const words = new Set() // Latin ones, for prefixes and slips of a letter
  let length = 0
  for (const [weight, texts] of parts) {
    for (const { found } of texts) {
      for (const { token, pair } of found) {
        counts.set(token, (counts.get(token) ?? 0) + weight * (pair ? 0.5 : 1))
        length += weight
        if (!pair && !HAN.test(token) && !NUMBER.test(token)) words.add(token)
      }
    }
  }
  return { counts, length, words }
}

/** Records of one kind, ready to be ranked. */
async function prepare(records, parts, simple, pause) {
  const documents = []
  for (const record of records) {
    await pause()
    const own = parts(record).map(([weight, texts, passage]) => [weight, texts.map((text) => {
      const { folded } = fold(text, simple)
      return { folded, found: tokens(folded) }
    }), passage])
    const plain = own.map(([weight, texts]) => [weight, texts.map(({ folded }) => squeeze(folded))])
    const passages = own.filter(([, , passage]) => passage).flatMap(([, texts]) => texts)
      .map(({ found }) => new Set(found.map(({ token }) => token)))
    documents.push({ record, ...count(own), plain, passages })
  }
  const average = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length)
  const index = new Map()
  for (const document of documents) {
    for (const token of document.counts.keys()) index.set(token, (index.get(token) ?? 0) + 1)
  }
  return { documents, average, index }
}

const squeeze = (folded) => folded.replace(/[\s,，。、“”"《》（）()·]+/gu, "")

/** Give every record its address, its title and where it stands; the files write each of these once. */
function spell(own, written) {
  const sections = own.sections.map((section) => (
    { ...section, notes: written.notes[section.id] ?? [], url: `${section.page}#${section.id}` }
  ))
  const places = new Map(sections.map(({ id, page, number, chapter }) => [id, { page, where: number, chapter }]))
  const titles = new Map(written.terms.map(({ id, title }) => [id, title]))
  const stand = (record, anchor) => {
    const { page, where, chapter } = places.get(record.section)
    return { ...record, where, chapter, url: `${page}#${anchor}` }
  }
  const entries = {
    ...written,
    figures: written.figures.map((record) => ({ ...stand(record, record.id), title: `${titles.get(record.told[0])} · ${record.figure}` })),
    cases: written.cases.map((record) => stand(record, `${record.id}--${record.section}`)),
    terms: written.terms.map((record) => ({ ...record, url: `${written.folder}${record.page ?? "statistics"}/#${record.id}` })),
  }
  return { sections, entries }
}

/**
 * The whole index: the sections and the other entries of one edition, and the sections of the other edition, or
 * nothing while they are on their way. A record names by id what it tells; the names stand with the terms and cases.
 * `pause` is awaited before each record, so that a slow phone answers its reader meanwhile.
 */
export async function build(own, written, other, pause = () => {}) {
  const { sections, entries } = spell(own, written)
  const simple = new Map([...entries.traditional].map((sign, at) => [sign, [...entries.simplified][at]]))
  const twins = new Map((other?.sections ?? []).map((section) => [section.id, section]))
  const names = new Map([...entries.terms, ...entries.cases].map(({ id, title, names }) => [id, [title, ...names]]))
  const told = (record) => [...new Set((record.told ?? []).flatMap((id) => names.get(id) ?? []))]
  const plain = (record) => [
    [WEIGHTS.title, [record.title]],
    [WEIGHTS.names, [...(record.names ?? []), ...told(record)]],
    [WEIGHTS.text, [record.text], true],
  ]
  const kinds = {
    sections: await prepare(sections, (section) => {
      const twin = twins.get(section.id)
      return [
        [WEIGHTS.title, [section.title]],
        [WEIGHTS.chapter, [section.chapter]],
        [WEIGHTS.headings, section.headings],
        [WEIGHTS.keywords, section.keywords, true],
        [WEIGHTS.names, told(section)],
        [WEIGHTS.text, section.text, true],
        [WEIGHTS.notes, section.notes, true],
        [WEIGHTS.otherTitle, twin ? [twin.title] : []],
        [WEIGHTS.otherKeywords, twin ? twin.keywords : []],
        [WEIGHTS.other, twin ? twin.text : [], true],
      ]
    }, simple, pause),
    figures: await prepare(entries.figures, plain, simple, pause),
    cases: await prepare(entries.cases, plain, simple, pause),
    terms: await prepare(entries.terms, plain, simple, pause),
  }
  const synonyms = entries.synonyms.map(({ words, means }) => ({
    words: words.map((word) => fold(word, simple).folded),
    means: means.map((word) => fold(word, simple).folded),
  }))
  // Every name of a term, a metric, a law or an organisation stands for the others. Where two have a name in common,
  // the one that more sections tell of is the likelier.
  const tellings = new Map()
  for (const id of sections.flatMap((section) => section.told)) tellings.set(id, (tellings.get(id) ?? 0) + 1)
  const aliases = entries.terms.map(({ id, title, names }) => (
    { names: [...new Set([title, ...names].map((name) => fold(name, simple).folded))], told: 1 + (tellings.get(id) ?? 0) }
  ))
  const likeliest = new Map()
  for (const { names, told } of aliases) for (const name of names) likeliest.set(name, Math.max(told, likeliest.get(name) ?? 0))
  const vocabulary = [...new Set(kinds.sections.documents.flatMap(({ words }) => [...words]))]
  return { simple, kinds, synonyms, aliases, likeliest, vocabulary, terms: entries.terms }
}

/** Whether a folded query holds a word: Han anywhere, Latin as a whole word. */
function holds(folded, word) {
  if (HAN.test(word)) return squeeze(folded).includes(squeeze(word))
  return ` ${folded.replace(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${word.replace(/[^\p{L}\p{N}]+/gu, " ")} `)
}

/**
 * What a query asks for: concepts, each told by one of several phrases, the reader's own first. A phrase is a list of
 * words, a word a map from the tokens that will do to the trust in each. `share` is what the concept is worth.
 */
function ask(index, folded) {
  const { kinds, synonyms, aliases, likeliest, vocabulary } = index
  const known = kinds.sections.index
  const asked = tokens(folded)
  const explained = new Set(synonyms.flatMap(({ words }) => words.filter((name) => holds(folded, name)).flatMap((name) => tokens(name).map(({ token }) => token))))
  const plain = (text) => tokens(text).filter(({ pair }) => !pair)
  const single = asked.filter(({ pair }) => !pair)
  const word = ({ token, end }, place) => {
    const will = new Map([[token, 1]])
    if (HAN.test(token) || NUMBER.test(token) || explained.has(token)) return will
    // A word that is still being typed, and a word with one wrong letter: if it can be, one that the text has beside the next.
    const last = end === folded.length
    const strange = !known.has(token)
    const slips = strange && token.length > 3 ? vocabulary.filter((other) => !STOP.has(other) && near(token, other)) : []
    const fitting = slips.filter((other) => known.has(other + single[place + 1]?.token) || known.has(single[place - 1]?.token + other))
    for (const other of fitting.length > 0 ? fitting : slips) will.set(other, 0.7)
    for (const other of last && token.length > 1 ? vocabulary : []) {
      if (other.length > token.length && other.startsWith(token)) will.set(other, strange ? 0.8 : 0.3)
    }
    return will
  }
  const asking = [...folded.matchAll(ASKING)].map((match) => [match.index, match.index + match[0].length])
  const idle = ({ token, at, end }) => STOP.has(token) || asking.some(([from, to]) => at < to && end > from)
  const concepts = single.map((found, place) => ({
    own: [found.token],
    phrases: [{ trust: 1, words: [word(found, place)] }],
    share: idle(found) ? 0.05 : 1,
  }))
  // Other names of the same, and what the text says for a reader's word, are phrases beside the reader's own.
  const others = [
    ...aliases.flatMap(({ names, told }) => names.filter((name) => holds(folded, name)).map((name) => (
      { name, trust: (ALIAS * told) / likeliest.get(name), texts: names.filter((other) => other !== name) }
    ))),
    ...synonyms.flatMap(({ words, means }) => words.filter((name) => holds(folded, name)).map((name) => ({ name, trust: SYNONYM, texts: means }))),
  ].sort((one, other) => other.name.length - one.name.length)
  for (const { name, trust, texts } of others) {
    const wanted = plain(name).map(({ token }) => token)
    const at = concepts.findIndex((_, start) => wanted.every((token, step) => concepts[start + step]?.own[0] === token && concepts[start + step].own.length === 1))
    const same = concepts.find(({ own }) => own.length === wanted.length && own.every((token, step) => token === wanted[step]))
    let concept = same
    if (!concept && at >= 0) {
      const parts = concepts.slice(at, at + wanted.length)
      concept = { own: wanted, phrases: [{ trust: 1, words: parts.map(({ phrases }) => phrases[0].words[0]) }], share: wanted.length }
      concepts.splice(at, wanted.length, concept)
    }
    if (!concept) continue
    for (const text of texts) concept.phrases.push({ trust, text, words: plain(text).map(({ token }) => new Map([[token, 1]])) })
  }
  // Two words that the text writes as one, or the other way round.
  for (const { token } of asked.filter(({ pair }) => pair)) {
    if (known.has(token)) concepts.push({ own: [token, ""], phrases: [{ trust: 1, words: [new Map([[token, 1]])] }], share: 0.5 })
  }
  return concepts
}

/** Rank the records of a kind: BM25F over the concepts, by how much of the query each holds, and how close together. */
function rank({ documents, average, index }, concepts, wording) {
  const size = documents.length
  const rarity = (token) => Math.log(1 + (size - (index.get(token) ?? 0) + 0.5) / ((index.get(token) ?? 0) + 0.5))
  const asked = concepts.map(({ phrases, share }) => {
    const known = phrases.map(({ trust, words }) => {
      const parts = words.map((will) => {
        const there = [...will].filter(([token]) => index.has(token))
        return { there, weight: there.length > 0 ? Math.max(...there.map(([token]) => rarity(token))) : UNKNOWN }
      })
      return { trust, parts, weight: parts.reduce((sum, { weight }) => sum + weight, 0) }
    }).filter(({ parts }) => parts.some(({ there }) => there.length > 0))
    const weight = share < 1 ? share : Math.max(UNKNOWN, ...known.map(({ weight }) => weight))
    return { known, share: Math.min(1, share), weight }
  })
  const whole = asked.reduce((sum, { weight }) => sum + weight, 0)
  // The query's own wording, by how often each record has it, and how few do.
  const spoken = wording.map(({ text, gain }) => {
    const said = new Map()
    for (const document of documents) {
      const times = document.plain.reduce((sum, [weight, texts]) => sum + weight * texts.reduce((more, plain) => more + plain.split(text).length - 1, 0), 0)
      if (times > 0) said.set(document, times)
    }
    return { said, worth: gain * Math.log(1 + (size - said.size + 0.5) / (said.size + 0.5)) }
  })
  const ranked = []
  for (const document of documents) {
    let score = 0
    let held = 0
    for (const { known, share, weight } of asked) {
      let [best, most] = [0, 0]
      for (const { trust, parts, weight: all } of known) {
        let [sum, present] = [0, 0]
        for (const { there, weight: worth } of parts) {
          let top = 0
          for (const [token, sure] of there) {
            const times = document.counts.get(token)
            if (times) top = Math.max(top, (sure * rarity(token) * times * (K + 1)) / (times + K * (1 - B + (B * document.length) / average)))
          }
          sum += top
          if (top > 0) present += worth
        }
        const part = present / all
        best = Math.max(best, trust * share * sum * part ** 2)
        most = Math.max(most, part)
      }
      score += best
      held += weight * most
    }
    if (score === 0) continue
    for (const { said, worth } of spoken) {
      const times = said.get(document)
      if (times) score += (worth * times * (K + 1)) / (times + K)
    }
    const share = whole > 0 ? held / whole : 0
    // Words that stand in one paragraph belong together.
    let together = 0
    for (const passage of document.passages) {
      let sum = 0
      for (const { known, weight } of asked) {
        sum += weight * Math.max(0, ...known.map(({ parts, weight: all }) => parts.reduce((part, { there, weight: worth }) => part + (there.some(([token]) => passage.has(token)) ? worth : 0), 0) / all))
      }
      together = Math.max(together, sum)
    }
    ranked.push({ record: document.record, score: score * share ** COVER * (1 + CLOSE * (together / whole)), share })
  }
  return ranked.sort((one, other) => other.score - one.score)
}

/** Runs of three or more Han characters with one of them wrong: 前值仓 for 前置仓. Returns what the text has instead. */
function mend(index, folded) {
  const runs = squeeze(folded).match(/\p{Script=Han}{3,8}/gu) ?? []
  const mended = new Set()
  // Of two characters, one of them wrong, only a name of that length can be meant: 平效 for 坪效.
  for (const pair of squeeze(folded).match(/\p{Script=Han}+/gu) ?? []) {
    if ([...pair].length !== 2 || index.kinds.sections.index.has(pair)) continue
    for (const name of index.aliases.flatMap(({ names }) => names)) if ([...name].length === 2 && HAN.test(name) && near(pair, name)) mended.add(name)
  }
  for (const run of runs) {
    const signs = [...run]
    for (let at = 0; at < signs.length; at++) {
      const pattern = new RegExp(signs.map((sign, other) => (other === at ? "\\p{Script=Han}" : sign)).join(""), "gu")
      for (const { plain } of index.kinds.sections.documents) {
        for (const [, texts] of plain) for (const text of texts) for (const match of text.match(pattern) ?? []) mended.add(match)
      }
    }
  }
  return [...mended]
}

/** Names typed in the other language, with what this edition calls the same. */
function translations(index, folded) {
  const found = []
  for (const { title, names } of index.terms) {
    const own = fold(title, index.simple).folded
    if (holds(folded, own)) continue
    const typed = names.find((name) => {
      const word = fold(name, index.simple).folded
      return word.length > 1 && HAN.test(word) !== HAN.test(own) && holds(folded, word)
    })
    if (typed) found.push([typed, title])
  }
  // Of names within one another only the longest: not “subsidy” beside “subsidy per order”.
  return found.filter(([typed]) => !found.some(([longer]) => longer !== typed && longer.includes(typed))).slice(0, 3)
}

/** The strings of a text that a query meant, as they stand there. */
export function matches(index, text, wanted) {
  const { folded, places } = fold(text, index.simple)
  const spans = tokens(folded).filter(({ token }) => wanted.has(token)).map(({ at, end }) => [places[at], places[end]])
  const merged = []
  for (const [start, end] of spans.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    const last = merged[merged.length - 1]
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

/** The paragraph that holds most of what was asked, and the matches in it. */
function snippet(index, texts, concepts) {
  const common = index.kinds.sections.index
  let best = { text: texts[0] ?? "", worth: 0, wanted: new Set() }
  for (const text of texts) {
    const there = new Set(tokens(fold(text, index.simple).folded).map(({ token }) => token))
    const wanted = new Set()
    let sum = 0
    for (const { phrases, share } of concepts) {
      // Another name counts where all of it stands: half of “sales per unit floor area” is something else.
      const said = phrases.filter(({ text: other, words }) => !other || words.every((will) => [...will.keys()].some((key) => there.has(key))))
      for (const { trust, words } of said) {
        for (const will of words) {
          const token = [...will.keys()].find((key) => there.has(key))
          const worth = trust * Math.min(1, share)
          if (token) sum += worth / Math.log(2 + (common.get(token) ?? 0))
          if (worth > 0.1) for (const key of will.keys()) if (!STOP.has(key)) wanted.add(key)
        }
      }
    }
    if (sum > best.worth) best = { text, worth: sum, wanted }
  }
  return { text: best.text, spans: matches(index, best.text, best.wanted) }
}

/** Search. Returns results in rank order, sections first: {kind, record, snippet}; and what to say about them. */
export function search(index, query) {
  const { folded } = fold(query.slice(0, LONGEST), index.simple)
  const trimmed = folded.trim()
  if (!trimmed) return { results: [], translated: [] }
  let concepts = ask(index, trimmed)
  const asked = trimmed.split(/\s+/).map(squeeze).filter(Boolean)
  const wording = asked.filter((text) => text.length > 1).map((text) => ({ text, gain: WORDING / asked.length }))
  if (asked.length > 1) wording.push({ text: asked.join(""), gain: WORDING })
  for (const { trust, text, words } of concepts.flatMap(({ phrases }) => phrases)) {
    if (text && words.length > 1) wording.push({ text: squeeze(text), gain: (WORDING * trust) / (2 * concepts.length) })
  }
  let sections = rank(index.kinds.sections, concepts, wording)
  const best = sections[0]?.share ?? 0
  if (best < 0.75) {
    const mended = mend(index, trimmed)
    if (mended.length > 0) {
      const phrases = mended.map((text) => ({ trust: 0.8, words: tokens(text).map(({ token }) => new Map([[token, 1]])) }))
      concepts = [...concepts.filter(({ phrases: [own] }) => own.words.some((will) => [...will.keys()].some((token) => index.kinds.sections.index.has(token)))), { own: [], phrases, share: 1 }]
      sections = rank(index.kinds.sections, concepts, [...wording, ...mended.map((text) => ({ text, gain: WORDING }))])
    }
  }
  if (sections.length === 0 && [...trimmed].length === 1) {
    // A single character: whatever holds it.
    sections = rank({ ...index.kinds.sections, documents: [] }, concepts, wording)
    for (const { record, plain } of index.kinds.sections.documents) {
      const times = plain.reduce((sum, [weight, texts]) => sum + weight * texts.filter((text) => text.includes(trimmed)).length, 0)
      if (times > 0) sections.push({ record, score: times, share: 1 })
    }
    sections.sort((one, other) => other.score - one.score)
  }
  // Far behind the first, a section is noise; but a long query is not asked to be held whole.
  const floor = (sections[0]?.score ?? 0) * 0.015
  const results = sections
    .filter(({ score }) => score >= floor)
    .slice(0, MOST.sections)
    .map(({ record }) => ({ kind: "sections", record, snippet: snippet(index, [...record.text, ...record.notes], concepts) }))
  for (const kind of ["figures", "cases", "terms"]) {
    const ranked = rank(index.kinds[kind], concepts, wording).filter(({ share }) => share > 0.6)
    results.push(...ranked.slice(0, MOST[kind]).map(({ record }) => ({ kind, record, snippet: snippet(index, [record.text], concepts) })))
  }
  return { results, translated: translations(index, trimmed) }
}

/** For a query that finds nothing, the terms most like it: those that share most of its characters. */
export function suggest(index, query, most = 5) {
  const { folded } = fold(query.slice(0, LONGEST), index.simple)
  const parts = (text) => {
    const plain = squeeze(text)
    return new Set([...plain].map((sign, at) => (HAN.test(sign) ? sign : plain.slice(at, at + 3))))
  }
  const asked = parts(folded)
  const likeness = (name) => {
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
