// The search panel: from what is typed to a list of links. The engine ranks; here is what readers see and press.
import { fetchPage } from "./fetched.js"
import { recall, remember } from "./store.js"

const ROOT = new URL("../../", import.meta.url)
const WIDTH = { zh: 90, en: 170 } // characters of a snippet
const CARDS = 10 // entries of which the cards are in one file (report/write/search.py)
const FIGURES = 4 // of a card; the rest is a link away
const PLACE = "digest-place" // how far the reader had scrolled in which lists, when a result was opened

// Milliseconds of the index at a time; a slow phone takes four times as long, and 50 are noticed (web.dev, long tasks).
const TURN = 8

/** What lets the browser answer its reader, once a turn is over. */
function turns() {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < TURN) return
    await new Promise((go) => setTimeout(go))
    since = performance.now()
  }
}

/** A part of a text around its first match. Returns pieces: {text, match}. */
function excerpt({ text, spans }, width) {
  const first = spans[0]?.[0] ?? 0
  let start = Math.max(0, first - Math.floor(width / 3))
  if (start > 0 && /[a-z]/i.test(text[start])) start = Math.max(text.indexOf(" ", start) + 1, 0)
  while (start > 0 && /[\s,.;:，。；：、！？”）]/.test(text[start])) start += 1 // of the sentence before
  let end = Math.min(text.length, start + width)
  if (end < text.length && /[a-z]/i.test(text[end])) end = Math.max(text.lastIndexOf(" ", end), start + 1)
  const pieces = start > 0 ? [{ text: "…" }] : []
  let at = start
  for (const [from, to] of spans) {
    if (from < at || to > end) continue
    pieces.push({ text: text.slice(at, from) }, { text: text.slice(from, to), match: true })
    at = to
  }
  pieces.push({ text: text.slice(at, end) })
  if (end < text.length) pieces.push({ text: "…" })
  return pieces.filter(({ text }) => text)
}

function fill(element, pieces) {
  element.replaceChildren(
    ...pieces.map(({ text, match }) => {
      if (!match) return document.createTextNode(text)
      const mark = document.createElement("mark")
      mark.textContent = text
      return mark
    }),
  )
}

/**
 * Set the panel going with an index on its way. Returns what a retry and the search key call; rejects when its parts
 * cannot be had.
 */
export async function attach(area, language, { build, extend, search }, first, files) {
  const parts = await fetchPage(new URL(`search/parts.${language}.html`, ROOT), "template")
  area.append(document.importNode(parts.body, true))
  const part = (name) => area.querySelector(`[data-search-${name}]`)
  const field = area.querySelector("input[type=search]")
  const [list, status, note, failed] = ["results", "status", "note", "failed"].map(part)
  const [answers, mendedNote, missingNote] = ["answers", "mended", "missing"].map(part)
  const template = (name) =>
    area.querySelector(`template[data-search-${name}]`).content.firstElementChild.cloneNode(true)
  const worded = (name, values = {}) =>
    Object.entries(values).reduce(
      (text, [key, value]) => text.replace(`{${key}}`, String(value)),
      area.querySelector("template[data-search-words]").content.querySelector(`[data-word=${name}]`).textContent,
    )
  const sentences = new Map([mendedNote, missingNote].map((element) => [element, element.cloneNode(true)]))
  const dialog = area.closest("dialog")
  const words = area.dataset
  /** @type {any} */
  let index = null
  let composing = false
  let wasTold = false // that a part of the search could not be had
  let wanted = false // Enter was pressed before there were results
  let literal = "" // the query that is to be taken as it is typed
  const whole = new Set() // the kinds of which all results are shown

  const addressOf = (record, marked = []) => {
    const [path, anchor] = record.url.split("#")
    const query = marked.length > 0 ? `?mark=${encodeURIComponent(marked.join("|"))}` : ""
    return new URL(`${path}${query}${anchor ? `#${anchor}` : ""}`, ROOT).href
  }

  function item({ kind, record, snippet }) {
    const entry = template("result")
    const pieces = excerpt(snippet, WIDTH[language])
    // A figure is itself what was found; elsewhere it is what the snippet marks.
    const found =
      kind === "figures"
        ? [record.figure]
        : pieces
            .filter(({ match, text }) => match && (text.length > 1 || /\p{Script=Han}/u.test(text)))
            .map(({ text }) => text)
    entry.querySelector("a").href = addressOf(record, kind === "terms" ? [] : [...new Set(found)].slice(0, 6))
    const where = [record.chapter, record.where].filter(Boolean).join("\u00a0· ")
    entry.querySelector("[data-where]").textContent = where
    entry.querySelector("[data-title]").textContent =
      kind === "sections" ? `${record.number} ${record.title}` : record.title
    fill(entry.querySelector("[data-snippet]"), pieces)
    entry.querySelector("[data-doubt]").hidden = !record.doubted
    return entry
  }

  /** A figure of a card: the figure, whom it is about, and what speaks against it. */
  function line(record, isMetric) {
    const entry = template("answer-figure")
    entry.querySelector("a").href = addressOf(record, [record.figure])
    entry.querySelector("[data-stated]").textContent = isMetric ? record.stated : record.title
    entry.querySelector("[data-about]").textContent = `${record.about} · ${record.places.join(words.comma)}`
    const doubts = [record.against, record.doubted ? worded("doubted") : ""].filter(Boolean)
    const doubt = entry.querySelector("[data-doubt]")
    doubt.hidden = doubts.length === 0
    doubt.textContent = doubts.join(words.semicolon)
    return entry
  }

  /** What a card says of an entry comes when it is there; its place is kept. */
  async function describe(card, { at }) {
    try {
      const all = await files.cards(Math.floor(at / CARDS))
      const [definition, abroad] = all[at % CARDS]
      card.querySelector("[data-abroad]").textContent = abroad
      card.querySelector("[data-definition]").textContent = definition
    } catch {
      // The card says what it can without.
    }
  }

  function card({ entry, figures, number, sections, cases }) {
    const made = template("answer-card")
    const title = made.querySelector("[data-title]")
    const text = made.querySelector(".answer__text")
    if (entry) {
      title.href = addressOf(entry)
      title.textContent = entry.title
      text.dataset.page = entry.page
      describe(made, entry)
    } else {
      title.replaceWith(worded("one-figure"))
      text.remove()
    }
    const shown = entry ? figures.slice(0, FIGURES) : figures
    made.querySelector("[data-figures]").append(...shown.map((one) => line(one, entry?.page === "statistics")))
    const ways = made.querySelector("[data-ways]")
    const way = (record, words) => {
      const link = template("answer-way")
      link.href = addressOf(record)
      link.textContent = words
      ways.append(link, " ")
    }
    if (figures.length > shown.length) way(entry, worded("all-figures", { n: number }))
    if (cases.length > 0) way(entry, worded("the-cases", { n: cases.length }))
    if (["terms", "laws"].includes(entry?.page) && sections.length > 0) {
      ways.append(`${worded("the-sections")} `)
      for (const section of sections.slice(0, 4)) way(section, `${section.number} ${section.title}`)
    }
    return made
  }

  /** Fill a sentence of the page with words that were typed. */
  function say(element, isSaid, values) {
    element.hidden = !isSaid
    if (!isSaid) return
    element.replaceChildren(...sentences.get(element).cloneNode(true).childNodes)
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      walker.currentNode.textContent = (walker.currentNode.textContent ?? "").replace(
        /\{(\w+)\}/g,
        (_, name) => values[name],
      )
    }
  }

  function group(kind, own, number) {
    const made = template("group")
    made.dataset.group = kind
    made.querySelector("[data-kind]").textContent = words[kind]
    if (number > own.length)
      made.querySelector("[data-number]").textContent = worded("shown", { n: own.length, all: number })
    made.querySelector("ol").append(...own.map(item))
    const more = made.querySelector("[data-search-whole]")
    more.closest("p").hidden = number === own.length
    more.value = kind
    more.textContent = worded("all", { n: number })
    return made
  }

  function nothing(query) {
    const empty = template("empty")
    const near = index.files.help?.suggest(index, query) ?? []
    const terms = empty.querySelector("[data-near]")
    terms.hidden = near.length === 0
    terms.querySelector("ul").append(
      ...near.map((term) => {
        const entry = template("term")
        const link = entry.querySelector("a")
        link.textContent = term.title
        link.href = addressOf(term)
        return entry
      }),
    )
    empty.append(failed.querySelector("ul").cloneNode(true))
    return empty
  }

  const quote = (text) => `“${text}”`

  function show(query, found) {
    const { results, counts, translated, read, mended, missing } = found
    const kinds = Object.keys(counts).filter((kind) => counts[kind] > 0)
    const groups = kinds.map((kind) =>
      group(
        kind,
        results.filter((result) => result.kind === kind),
        counts[kind],
      ),
    )
    if (query && results.length === 0) groups.push(nothing(query))
    answers.replaceChildren(...found.answers.map(card))
    say(mendedNote, mended.length > 0, {
      taken: mended.reduce((text, [typed, taken]) => text.replace(typed, taken), query.toLowerCase()),
      typed: query,
    })
    say(missingNote, missing.length > 0, { words: missing.map(quote).join(words.comma) })
    part("nearest").hidden = results.length === 0
    list.replaceChildren(...groups)
    note.textContent = [...read, ...translated].map(([typed, own]) => `${typed} = ${own}`).join(words.semicolon)
    const all = Object.values(counts).reduce((sum, number) => sum + number, 0)
    const sentence = all === 0 ? words.none : all === 1 ? words.one : words.count
    const parts = kinds.map((kind) => `${words[kind]} ${counts[kind]}`)
    status.textContent = query ? [sentence.replace("{n}", all), ...(all > 1 ? parts : [])].join(" · ") : ""
    list.dataset.query = field.value
  }

  /** Show what the field asks for, once all that it needs is there; what is shown stays until then. */
  async function update() {
    const typed = field.value
    if (!dialog && location.search !== address(typed)) history.replaceState(history.state, "", address(typed))
    list.setAttribute("aria-busy", String(failed.hidden))
    const query = typed.trim()
    if (!index) {
      status.textContent = query && failed.hidden ? words.loading : ""
      return
    }
    index.missing.clear() // what could not be had for the query before may be had for this one
    let hasLost = false
    const left = kept()
    for (const kind of left?.kinds ?? []) whole.add(kind)
    const how = { literal: literal === query, whole }
    let found = search(index, query, how)
    while (found.lacks.length > 0) {
      status.textContent = words.loading
      await Promise.all(
        found.lacks.map(async (name) => {
          const file = await files.extra(name).catch(() => null)
          hasLost ||= !file
          await extend(index, name, file, turns())
        }),
      )
      if (field.value !== typed) return
      found = search(index, query, how)
    }
    show(query, found)
    list.setAttribute("aria-busy", "false")
    if (left) dialog.scrollTop = left.top
    if (hasLost && !wasTold) files.tell(field, update)
    wasTold = hasLost
    if (wanted) follow()
  }

  const address = (query) => {
    const parameters = new URLSearchParams(location.search)
    if (query.trim()) parameters.set("q", query.trim())
    else parameters.delete("q")
    const text = parameters.toString()
    return text ? `?${text}` : location.pathname
  }

  /** Who comes back from a result finds the list where it was left, and as long: once. */
  function kept() {
    const [top, kinds, ...query] = (recall(PLACE, "sessionStorage") ?? "").split(" ")
    if (!dialog || query.length === 0 || query.join(" ") !== field.value) return null
    remember(PLACE, "", "sessionStorage")
    return { top: Number(top), kinds: kinds.split(",").filter((kind) => words[kind]) }
  }

  const links = () => [...area.querySelectorAll("[data-search-answer] a, [data-result] a")]

  function follow() {
    wanted = false
    list.querySelector("[data-result] a")?.click()
  }

  async function load(own) {
    failed.hidden = true
    list.setAttribute("aria-busy", "true")
    try {
      index = await build(await own, turns())
      await update()
    } catch {
      failed.hidden = false
      wanted = false
      status.textContent = ""
      list.setAttribute("aria-busy", "false")
    }
  }

  area.dataset.attached = "yes"
  field.addEventListener("compositionstart", () => (composing = true))
  field.addEventListener("compositionend", () => {
    composing = false
    update()
  })
  field.addEventListener("input", (event) => {
    wanted = false
    whole.clear()
    if (field.value.trim() !== literal) literal = "" // said of that query, and no other
    if (!composing && !event.isComposing) update()
  })
  mendedNote.addEventListener("click", (event) => {
    if (!event.target.closest("[data-search-literal]")) return
    literal = field.value.trim()
    update()
    field.focus()
  })
  const submit = () => {
    if (composing || !field.value.trim() || matchMedia("(pointer: coarse)").matches) return
    if (list.getAttribute("aria-busy") === "false" && list.dataset.query === field.value) follow()
    else wanted = true
  }
  area.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return // the input method has this key
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const all = links()
      const at = all.indexOf(document.activeElement)
      if (all.length === 0 || (at < 0 && document.activeElement !== field)) return
      event.preventDefault()
      const next = at + (event.key === "ArrowDown" ? 1 : -1)
      if (next < 0) field.focus()
      else all[Math.min(next, all.length - 1)].focus()
    }
  })
  list.addEventListener("click", async ({ target }) => {
    if (!("searchWhole" in target.dataset)) return
    const groupOf = () => list.querySelector(`[data-group=${target.value}]`)
    const before = groupOf().querySelectorAll("[data-result]").length
    whole.add(target.value)
    await update()
    groupOf()?.querySelectorAll("[data-result] a")[before]?.focus()
  })
  area.addEventListener("click", (event) => {
    const link = event.target.closest("a")
    if (!link || !dialog) return
    remember(PLACE, `${dialog.scrollTop} ${[...whole].join(",")} ${field.value}`, "sessionStorage")
    // A result on this very page loads nothing, so the dialog has to close by itself; on another it stays behind, for
    // who comes back.
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (plain && link.href.replace(/#.*/, "") === location.href.replace(/#.*/, "")) dialog.close()
  })
  // Who comes back to a page that was kept: some moments after this event WebKit empties fields that complete nothing.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) setTimeout(() => (field.value ||= list.dataset.query ?? ""), 100)
  })
  const asked = dialog ? "" : new URLSearchParams(location.search).get("q")
  if (asked && !field.value) field.value = asked
  part("examples").hidden = field.value.trim() !== ""
  load(first)
  return { retry: () => load(files.first()), submit }
}
