// An index: its filters, its order, and what readers take away of it. The state stands in the address, so that a
// filtered view can be sent to somebody; what the address asks for and nobody knows is named, and left out.
import { openDialog } from "./dialogs.js"
import { fetchText } from "./fetched-text.js"
import { bring, tell } from "./lazy.js"
import { addressed } from "./places.js"
import { remember } from "./store.js"

const form = document.querySelector("[data-filters]")
const LONGEST = 40 // letters of a word of the address that is shown

/** One spelling for what readers take for the same: full-width and half-width signs, upper and lower case. */
const fold = (text) => text.normalize("NFKC").toLowerCase()
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/**
 * The facets of the page, each with its choices: they wait in a template until the sheet is opened.
 * @returns {any[]}
 */
function readFacets(content) {
  return [...content.querySelectorAll("[data-facet]")].map((element) => ({
    name: element.dataset.facet,
    label: element.querySelector("summary").firstChild.textContent,
    choices: new Map(
      [...element.querySelectorAll("input")].map((input) => [
        input.value,
        { label: input.nextElementSibling.textContent, chapter: input.closest("ul").dataset.chapter },
      ]),
    ),
  }))
}

/**
 * The rows of the list, each with its values by facet and all words by which it is found. What follows from where a row
 * stands is not written in it: its metric and its theme; nor is a section's chapter, nor “none” where that is a choice.
 * @returns {any[]}
 */
function readItems(facets) {
  const sections = facets.find(({ name }) => name === "section").choices
  return [...document.querySelectorAll("[data-item]")].map((row) => {
    const written = (name) => row.getAttribute(`data-${name}`)?.split(" ") ?? []
    const orNone = (name, choices) => {
      const values = written(name)
      return values.length === 0 && choices.has("none") ? ["none"] : values
    }
    const follows = {
      theme: () => [row.closest("table").previousElementSibling.id],
      metric: () => (row.parentElement.id ? [row.parentElement.id] : written("metric")),
      chapter: () => [...new Set(written("section").map((id) => sections.get(id).chapter))],
    }
    const values = new Map(facets.map(({ name, choices }) => [name, follows[name]?.() ?? orNone(name, choices)]))
    const words = facets.flatMap(({ name, choices }) => values.get(name).map((id) => choices.get(id)?.label ?? ""))
    return { row, home: row.parentElement, values, text: fold([row.textContent, ...words].join(" ")), fits: true }
  })
}

if (form) {
  const template = document.querySelector("template[data-facets]")
  const facets = readFacets(template.content)
  const items = readItems(facets)
  const tables = [...document.querySelectorAll("[data-list]")]
  const [field, sort, view] = [form.elements.text, form.elements.sort, form.elements.view]
  const chips = form.querySelector("[data-chips]")
  const count = form.querySelector("[data-filters-count]")
  const reset = form.querySelector("[type=reset]")
  const elsewhere = form.querySelector("[data-search-site]")
  const columns = [...tables[0].querySelectorAll("th[data-sort]")].map((head) => head.dataset.sort)
  const headingOf = (table) => table.previousElementSibling
  const groups = tables.map((table) => ({
    table,
    heading: headingOf(table),
    entry: document.querySelector(`.md-nav--secondary a[href="#${headingOf(table).id}"]`)?.closest("li"),
    own: items.filter(({ row }) => table.contains(row)),
  }))
  /** @type {Map<string, any>} */
  const chosen = new Map(facets.map(({ name }) => [name, new Set()]))
  /** @type {any} */
  let sheet = null
  let standing = "" // the order in which the rows stand
  /** @type {any} */
  let mercy = null // how the search reads words
  /** @type {Map<string, string> | undefined} */
  let simple // Traditional characters, with what stands for each

  const labelOf = (name, value) => facets.find((facet) => facet.name === name).choices.get(value).label
  /** The words of the field, each with what will do for it. */
  const words = () => {
    const typed = (mercy ? mercy.spell(field.value, simple) : fold(field.value)).split(/\s+/).filter(Boolean)
    return mercy && typed.length > 0
      ? mercy.accept(
          typed,
          items.map(({ text }) => text),
        )
      : typed.map((word) => [word])
  }
  const fits = (item, wanted, except = "") =>
    facets.every(
      ({ name }) =>
        name === except || chosen.get(name).size === 0 || item.values.get(name).some((id) => chosen.get(name).has(id)),
    ) && wanted.every((forms) => forms.some((word) => item.text.includes(word)))
  const active = () => [...chosen.values()].reduce((sum, values) => sum + values.size, 0)
  const shown = () => [...document.querySelectorAll("[data-item]")].filter((row) => !row.hidden)

  /** The rows by a column, in one table; or in their own order, each in its group. */
  function arrange() {
    if (sort.value !== standing) {
      standing = sort.value
      const name = sort.value.replace("-", "")
      const at = columns.indexOf(name)
      const key = (row) => row.children[at].dataset.key ?? row.children[at].textContent
      const collator = new Intl.Collator(document.documentElement.lang, { numeric: true })
      const down = sort.value.startsWith("-") ? -1 : 1
      // By unit and number where a cell says so, else as text. What has no value is last either way.
      const compare = (one, other) => {
        const [[unit, number], [otherUnit, otherNumber]] = [one.split(" "), other.split(" ")]
        return name === "value" && unit === otherUnit
          ? Number(number) - Number(otherNumber)
          : collator.compare(one, other)
      }
      const order = (one, other) => Number(!key(one)) - Number(!key(other)) || down * compare(key(one), key(other))
      if (name) tables[0].tBodies[0].append(...items.map(({ row }) => row).sort(order))
      else for (const { row, home } of items) home.append(row)
    }
    const flat = sort.value !== ""
    let isFirst = true // which says for all what the columns are
    for (const { table, heading, own, entry } of groups) {
      const rest = flat ? table !== tables[0] : !own.some((item) => item.fits)
      table.hidden = rest
      table.classList.toggle("list--first", !rest && isFirst)
      // What the others have of it is for screen readers, and no stop for Tab.
      for (const button of table.tHead.querySelectorAll("button")) {
        button.tabIndex = table.matches(".list--first") ? 0 : -1
      }
      isFirst &&= rest
      heading.hidden = rest || flat
      if (entry) entry.hidden = heading.hidden
    }
    for (const head of document.querySelectorAll("th[data-sort]")) {
      const state = { [head.dataset.sort]: "ascending", [`-${head.dataset.sort}`]: "descending" }[sort.value]
      if (state) head.setAttribute("aria-sort", state)
      else head.removeAttribute("aria-sort")
    }
    // A metric is named in the first of its rows that can be seen.
    let before = ""
    for (const row of shown()) {
      const metric = row.parentElement.id
      row.classList.toggle("again", !flat && metric !== "" && metric === before)
      before = metric
    }
  }

  /** More columns than a page of text has room for: the values of some facets. */
  function widen() {
    const wide = view.checked
    document.documentElement.toggleAttribute("data-wide", wide)
    for (const table of tables) {
      for (const cell of table.querySelectorAll("[data-extra]")) cell.remove()
      if (!wide) continue
      const names = table.dataset.more.split(" ").filter((name) => facets.some((facet) => facet.name === name))
      for (const row of table.rows) {
        for (const name of names) {
          const isHead = row.parentElement.localName === "thead"
          const cell = document.createElement(isHead ? "th" : "td")
          cell.dataset.extra = ""
          const ids = isHead ? [] : (row.getAttribute(`data-${name}`)?.split(" ") ?? [])
          cell.textContent = isHead
            ? facets.find((facet) => facet.name === name).label
            : ids.map((id) => labelOf(name, id)).join(form.dataset.separator)
          if (isHead) cell.scope = "col"
          row.append(cell)
        }
      }
    }
  }

  /** In the sheet: behind each choice, how many rows it would show together with what the other facets say. */
  function countChoices(wanted) {
    if (!sheet?.open) return
    for (const facet of sheet.querySelectorAll("[data-facet]")) {
      const name = facet.dataset.facet
      const counts = new Map()
      for (const item of items) {
        if (fits(item, wanted, name)) for (const id of item.values.get(name)) counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      for (const input of facet.querySelectorAll("input")) {
        input.checked = chosen.get(name).has(input.value)
        input.disabled = !counts.has(input.value) && !input.checked
        input.closest("label").querySelector("small").textContent = String(counts.get(input.value) ?? 0)
      }
      const number = chosen.get(name).size
      facet.querySelector("[data-chosen]").textContent = number > 0 ? ` (${number})` : ""
    }
    const done = sheet.querySelector("[data-filters-done]")
    done.textContent = done.dataset.words.replace("{n}", String(shown().length))
  }

  /** What is chosen, one by one, each to be taken off. */
  function showChips() {
    const made = []
    for (const { name, label } of facets) {
      for (const value of chosen.get(name)) {
        const chip = document.createElement("button")
        chip.type = "button"
        chip.dataset.facet = name
        chip.dataset.value = value
        chip.textContent = `${label}${form.dataset.colon}${labelOf(name, value)} ×`
        chip.setAttribute("aria-label", `${form.dataset.remove}${labelOf(name, value)}`)
        made.push(chip)
      }
    }
    chips.replaceChildren(...made)
    chips.hidden = made.length === 0
  }

  function apply() {
    const wanted = words()
    for (const item of items) {
      item.fits = fits(item, wanted)
      item.row.hidden = !item.fits
    }
    arrange()
    showChips()
    const number = shown().length
    const on = active() > 0 || wanted.length > 0
    const sentence = number === 0 ? count.dataset.none : on ? count.dataset.some : count.dataset.all
    count.textContent = sentence.replace("{n}", String(number)).replace("{all}", String(items.length))
    form.querySelector("[data-filters-active]").textContent = active() > 0 ? ` (${active()})` : ""
    reset.hidden = !on && !sort.value
    elsewhere.hidden = number > 0 || wanted.length === 0
    elsewhere.textContent = elsewhere.dataset.words.replace("{q}", short(field.value.trim()))
    elsewhere.search = new URLSearchParams({ q: field.value.trim() }).toString()
    for (const button of form.querySelectorAll("[data-download]"))
      button.textContent = button.dataset.words.replace("{n}", String(number))
    form.querySelector("[data-print-view]").textContent = caveat()
    countChoices(wanted)
  }

  /** What this view is, in a sentence: for paper and for files. */
  function caveat() {
    const parts = facets
      .filter(({ name }) => chosen.get(name).size > 0)
      .map(
        ({ name, label }) =>
          `${label}${form.dataset.colon}${[...chosen.get(name)].map((id) => labelOf(name, id)).join(" / ")}`,
      )
    if (field.value.trim()) parts.push(`“${field.value.trim()}”`)
    return form.dataset.said
      .replace("{view}", [count.textContent, ...parts].join(form.dataset.separator))
      .replace("{day}", new Date().toLocaleDateString("sv")) // as ISO 8601 writes it, by the reader's calendar
      .replace("{url}", location.href)
  }

  /** The state as what follows “?”; what belongs to others is kept. */
  function query() {
    const parameters = new URLSearchParams(location.search)
    for (const name of ["text", "sort", "view", ...chosen.keys()]) parameters.delete(name)
    if (field.value.trim()) parameters.set("text", field.value.trim())
    for (const [name, values] of chosen) for (const value of values) parameters.append(name, value)
    if (sort.value) parameters.set("sort", sort.value)
    if (view.checked) parameters.set("view", view.value)
    const text = parameters.toString()
    return text ? `?${text}` : ""
  }

  function read() {
    const parameters = new URLSearchParams(location.search)
    const unknown = []
    field.value = (parameters.get("text") ?? "").slice(0, field.maxLength)
    for (const values of chosen.values()) values.clear()
    for (const [name, value] of parameters) {
      if (["text", "mark"].includes(name)) continue
      const known =
        name === "sort"
          ? [...sort.options].some((option) => option.value === value)
          : name === "view"
            ? value === view.value
            : facets.find((facet) => facet.name === name)?.choices.has(value)
      if (!known) unknown.push(`${short(name)}=${short(value)}`)
      else if (chosen.has(name)) chosen.get(name).add(value)
    }
    sort.value = parameters.get("sort") ?? ""
    if (sort.selectedIndex < 0) sort.value = ""
    view.checked = parameters.get("view") === view.value
    form.querySelector("[data-filters-ignored]").textContent =
      unknown.length > 0 ? form.dataset.ignored + unknown.slice(0, 3).join(form.dataset.separator) : ""
  }

  let isOpen = false // the sheet of filters: its entry in the history is that of what is chosen in it
  let isLeaving = false // what is chosen stands in the entry of something that was closed, and is about to go
  function keep(how) {
    if (query() !== location.search) history[how](history.state, "", location.pathname + query() + location.hash)
    isLeaving = !isOpen && Boolean(history.state?.overlay)
    remember(`digest-view:${form.dataset.filters}`, query(), "sessionStorage")
  }
  const change = (how = isOpen || history.state?.overlay ? "replaceState" : "pushState") => {
    apply()
    keep(how)
  }

  const searchFile = async (name) => {
    const answer = await fetch(new URL(name, new URL(form.dataset.names, location.href)))
    if (!answer.ok) throw new Error(`${answer.status} for ${name}`)
    return answer.arrayBuffer()
  }
  let learning = false
  /**
   * For the first word: how the search reads words, and all names of organisations and metrics, in either language.
   */
  async function learnWords() {
    if (learning) return
    learning = true
    try {
      const [module, packed] = await Promise.all([import("./filter-words.js"), searchFile("names.json")])
      const names = JSON.parse(new TextDecoder().decode(packed))
      for (const item of items) {
        const ids = ["organisation", "metric"].flatMap((name) => item.values.get(name) ?? [])
        item.text = module.spell(`${item.text} ${ids.map((id) => names[id] ?? "").join(" ")}`)
      }
      mercy = module
      await learnSigns()
      apply()
    } catch {
      learning = false
      lack()
    }
  }

  let wasTold = false
  /** The words of the rows are there without; where they do not do, the reader is told once that they are not all. */
  function lack() {
    if (wasTold || !field.value.trim() || shown().length > 0) return
    wasTold = true
    tell(field, () => {
      learnWords()
      learnSigns()
    })
  }

  let signed = false
  /** For the first character that no row has: what Traditional ones stand for. */
  async function learnSigns() {
    const texts = items.map(({ text }) => text)
    if (signed || !mercy?.isStrange(field.value, texts)) return
    signed = true
    try {
      const { traditional, simplified } = JSON.parse(
        new TextDecoder("gb18030").decode(await searchFile("traditional.txt")),
      )
      const plain = [...simplified]
      simple = new Map([...traditional].map((sign, at) => [sign, plain[at]]))
      apply()
    } catch {
      signed = false
      lack()
    }
  }

  let composing = false
  const typed = () => {
    if (composing) return
    change("replaceState")
    learnWords()
    learnSigns()
  }
  field.addEventListener("compositionstart", () => (composing = true))
  field.addEventListener("compositionend", () => {
    composing = false
    typed()
  })
  field.addEventListener("focus", learnWords)
  field.addEventListener("input", typed)
  sort.addEventListener("change", () => change())
  view.addEventListener("change", () => {
    widen()
    change()
  })
  form.addEventListener("submit", (event) => event.preventDefault())
  const clear = () => {
    field.value = sort.value = ""
    for (const values of chosen.values()) values.clear()
  }
  form.addEventListener("reset", (event) => {
    event.preventDefault()
    clear()
    change()
    form.querySelector("[data-filters-open]").focus()
  })
  chips.addEventListener("click", (event) => {
    const chip = event.target.closest("button")
    if (!chip) return
    const at = [...chips.children].indexOf(chip)
    chosen.get(chip.dataset.facet).delete(chip.dataset.value)
    change()
    ;(chips.children[Math.min(at, chips.children.length - 1)] ?? form.querySelector("[data-filters-open]")).focus()
  })
  form.querySelector("[data-filters-open]").addEventListener("click", () => {
    if (!sheet) {
      sheet = document.importNode(template.content, true).querySelector("dialog")
      document.body.append(sheet)
      sheet.addEventListener("close", () => (isOpen = false))
      sheet.addEventListener("change", (/** @type {any} */ event) => {
        const values = chosen.get(event.target.name)
        if (event.target.checked) values.add(event.target.value)
        else values.delete(event.target.value)
        change()
      })
      for (const facet of sheet.querySelectorAll("[data-facet]")) facet.open = chosen.get(facet.dataset.facet).size > 0
    }
    openDialog(sheet)
    isOpen = true
    countChoices(words())
  })
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = head.textContent
    button.addEventListener("click", () => {
      const name = head.dataset.sort
      sort.value = sort.value === name ? `-${name}` : name
      change()
      document.querySelector(`th[data-sort="${name}"] button`).focus()
    })
    head.replaceChildren(button)
  }
  addEventListener("popstate", () => {
    // The way back has closed the sheet, or follows its closing while the reader types on: what was chosen is kept.
    if (isOpen || isLeaving) return keep("replaceState")
    read()
    widen()
    apply()
  })

  /** The records of a CSV file as they are written: a line break within quotes ends none. */
  const records = (text) => text.match(/(?:[^"\r\n]|"(?:[^"]|"")*")+/g) ?? []
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`

  /**
   * A text that no spreadsheet runs as a formula or takes for a date, as `harmless` in
   * hooks/report/write/open_data/forms.py; numbers stay. (A quotation mark in a pattern would begin a string for who
   * bundles the scripts.)
   */
  const harmless = (text) =>
    /^\u0027*(?:[=+\-@\t\r＝＋－＠]|\d{1,4}[/-]\d{1,4}(?:[/-]\d{1,4})?$)/.test(text) &&
    !/^[+-]?\d[\d.,]* ?%?$/.test(text)
      ? `'${text}`
      : text

  /** What is on the screen, as a file; every record says of which view it is, and that nothing was verified. */
  async function contentOf(format) {
    const text = await fetchText(form.dataset[format])
    const ids = shown().map((row) => row.id || row.querySelector("[id]").id)
    if (format === "json") {
      const { [form.dataset.filters]: all, ...header } = JSON.parse(text)
      const rows = new Map(all.map((row) => [row.id, row]))
      const wanted = ids.map((id) => rows.get(id))
      return JSON.stringify({ ...header, note: caveat(), [form.dataset.filters]: wanted }, null, 1)
    }
    const [head, ...lines] = records(text.replace(/^\ufeff/, ""))
    const rows = new Map(lines.map((line) => [line.slice(0, line.indexOf(",")), line]))
    if (ids.some((id) => !rows.has(id))) throw new Error("not what it was")
    return `\ufeff${[`${head},note_on_view`, ...ids.map((id) => `${rows.get(id)},${quoted(harmless(caveat()))}`)].join("\r\n")}\r\n`
  }

  function save(format, content) {
    const link = document.createElement("a")
    const type = { csv: "text/csv", json: "application/json" }[format]
    link.href = URL.createObjectURL(new Blob([content], { type }))
    link.download = `${form.dataset.filters}-${shown().length}-${new Date().toLocaleDateString("sv")}.${format}`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }

  /** The rows as spreadsheets take them from the clipboard: cells by tabs. */
  function asTable() {
    const cells = (row) =>
      [...row.cells].map((cell) => harmless(cell.textContent.replaceAll(/\s+/g, " ").trim())).join("\t")
    return [tables[0].tHead.rows[0], ...shown()].map(cells).concat(harmless(caveat())).join("\n")
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-view], [data-copy-table], [data-download]")
    if (!button) return
    const { download: format } = button.dataset
    if (format) {
      bring(
        () => contentOf(format),
        button,
        (content) => save(format, content),
        form.dataset[format], // all of it
      )
      return
    }
    const anchor = document.querySelector("article h2[id^='all-']").id
    const text =
      "copyTable" in button.dataset ? asTable() : `${location.origin}${location.pathname}${query()}#${anchor}`
    bring(
      () => import("./copy.js"),
      button,
      ({ copyFor }) => copyFor(button, text),
    )
  })

  /** Show the row that the address names, whatever the filters hide. */
  function showAddressed() {
    const target = addressed()
    const hidden = (element) =>
      element.closest("[hidden]") || [...element.querySelectorAll("[data-item]")].some((row) => row.hidden)
    if (target && hidden(target)) {
      clear()
      change("replaceState")
    }
    target?.scrollIntoView()
  }

  form.hidden = false
  read()
  widen()
  apply()
  keep("replaceState")
  if (field.value) learnWords()
  addEventListener("hashchange", showAddressed)
  // What is hidden above it has moved the place that the address names. Who reloads or comes back has one already.
  const [arrival] = /** @type {any[]} */ (performance.getEntriesByType("navigation"))
  if (location.hash && (arrival?.type ?? "navigate") === "navigate") showAddressed()
  else if (location.hash && history.state?.top) {
    // Where there are modules, WebKit leaves the place that it has restored for the address's own, after the page's load.
    addEventListener("load", () => setTimeout(() => scrollTo(0, history.state.top)))
  }
  addEventListener("pageshow", ({ persisted }) => persisted && setTimeout(read, 100)) // as in search-panel.js
  addEventListener("pagehide", () => history.replaceState({ ...history.state, top: scrollY }, ""))
}
