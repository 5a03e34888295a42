// The search panel: from what is typed to a list of links. The engine ranks; here is what readers see and press.
const ROOT = new URL("../../", import.meta.url)
const WIDTH = { zh: 90, en: 170 } // characters of a snippet

/** The files have columns, which weigh less; here are the rows again, without what a row has not. */
const rows = (columns) =>
  (Object.values(columns)[0] ?? []).map((_, at) =>
    Object.fromEntries(Object.entries(columns).flatMap(([key, all]) => (all[at] === null ? [] : [[key, all[at]]]))),
  )
const unpack = ({ figures, cases, terms, synonyms, ...rest }) => ({
  ...rest,
  ...{ figures: rows(figures), cases: rows(cases), terms: rows(terms), synonyms: rows(synonyms) },
})

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

/** Set the panel going with records on their way; `again` asks for them anew. Returns what a retry and Enter call. */
export function attach(area, language, { build, search, suggest }, first, again) {
  const field = area.querySelector("input[type=search]")
  const list = area.querySelector("[data-search-results]")
  const status = area.querySelector("[data-search-status]")
  const note = area.querySelector("[data-search-note]")
  const failed = area.querySelector("[data-search-failed]")
  const template = (name) =>
    area.querySelector(`template[data-search-${name}]`).content.firstElementChild.cloneNode(true)
  const dialog = area.closest("dialog")
  const words = area.dataset
  let index = null
  let complete = false
  let composing = false
  let wanted = false // Enter was pressed before there were results

  function item({ kind, record, snippet }) {
    const entry = template("result")
    const link = entry.querySelector("a")
    const pieces = excerpt(snippet, WIDTH[language])
    // A figure is itself what was found; elsewhere it is what the snippet marks.
    const found =
      kind === "figures"
        ? [record.figure]
        : pieces
            .filter(({ match, text }) => match && (text.length > 1 || /\p{Script=Han}/u.test(text)))
            .map(({ text }) => text)
    const marked = [...new Set(found)].slice(0, 6)
    const [path, anchor] = record.url.split("#")
    const query = marked.length > 0 && kind !== "terms" ? `?mark=${encodeURIComponent(marked.join("|"))}` : ""
    link.href = new URL(`${path}${query}${anchor ? `#${anchor}` : ""}`, ROOT).href
    const where = [record.chapter, record.where].filter(Boolean).join("\u00a0· ")
    entry.querySelector("[data-where]").textContent = where
    entry.querySelector("[data-title]").textContent =
      kind === "sections" ? `${record.number} ${record.title}` : record.title
    fill(entry.querySelector("[data-snippet]"), pieces)
    const doubt = entry.querySelector("[data-doubt]")
    doubt.hidden = !record.doubt
    doubt.append(record.doubt ?? "")
    return entry
  }

  function show(query) {
    const { results, translated } = search(index, query)
    const groups = []
    for (const kind of ["sections", "figures", "cases", "terms"]) {
      const own = results.filter((result) => result.kind === kind)
      if (own.length === 0) continue
      const group = template("group")
      group.querySelector("[data-kind]").textContent = words[kind]
      group.querySelector("ol").append(...own.map(item))
      groups.push(group)
    }
    if (query.trim() && results.length === 0) {
      const empty = template("empty")
      const near = suggest(index, query)
      const terms = empty.querySelector("[data-near]")
      terms.hidden = near.length === 0
      terms.querySelector("ul").append(
        ...near.map(({ title, url }) => {
          const entry = template("term")
          const link = entry.querySelector("a")
          link.textContent = title
          link.href = new URL(url, ROOT).href
          return entry
        }),
      )
      groups.push(empty)
    }
    list.replaceChildren(...groups)
    note.textContent = translated.map(([typed, own]) => `${typed} = ${own}`).join(words.semicolon)
    const sentence = results.length === 0 ? words.none : results.length === 1 ? words.one : words.count
    status.textContent = query.trim() ? sentence.replace("{n}", results.length) : ""
  }

  /** Show what the field asks for. The list is busy until the last of the records is there. */
  function update() {
    const query = field.value
    if (index) show(query)
    list.dataset.query = query
    list.setAttribute("aria-busy", String(!complete && failed.hidden))
    if (!dialog && location.search !== address(query)) history.replaceState(history.state, "", address(query))
    if (wanted && complete) follow()
  }

  const address = (query) => {
    const parameters = new URLSearchParams(location.search)
    if (query.trim()) parameters.set("q", query.trim())
    else parameters.delete("q")
    const text = parameters.toString()
    return text ? `?${text}` : location.pathname
  }

  const links = () => [...list.querySelectorAll("[data-result] a")]

  function follow() {
    wanted = false
    links()[0]?.click()
  }

  async function load({ own, other }) {
    failed.hidden = true
    list.setAttribute("aria-busy", "true")
    try {
      const [sections, written] = await own
      const entries = unpack(written)
      index = await build(sections, entries, undefined, turns())
      update()
      index = await build(sections, entries, await other, turns())
      complete = true
      update()
    } catch {
      failed.hidden = false
      wanted = false
      list.setAttribute("aria-busy", "false")
    }
  }

  field.addEventListener("compositionstart", () => (composing = true))
  field.addEventListener("compositionend", () => {
    composing = false
    update()
  })
  field.addEventListener("input", (event) => {
    wanted = false
    if (!composing && !event.isComposing) update()
  })
  const submit = () => {
    if (composing || !field.value.trim()) return
    if (complete && list.dataset.query === field.value) follow()
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
  list.addEventListener("click", (event) => {
    // A result on this very page loads nothing, so the dialog has to close by itself; on another it stays behind, for
    // who comes back.
    const address = event.target.closest("a")?.href.replace(/#.*/, "")
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (plain && address === location.href.replace(/#.*/, "")) dialog?.close()
  })
  const asked = dialog ? "" : new URLSearchParams(location.search).get("q")
  if (asked && !field.value) field.value = asked
  load(first)
  return { retry: () => load(again()), submit }
}
