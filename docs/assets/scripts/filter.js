// Filters of a generated page. Their state stands in the address, so that a filtered view can be sent to somebody.
import { addressed, idOf } from "./places.js"

const form = document.querySelector("[data-filters]")

/** One spelling for what readers take for the same: full-width and half-width signs, upper and lower case. */
const fold = (text) => text.normalize("NFKC").toLowerCase()

/** The entries of the page, each with its values by facet and all words by which it is found. */
function readItems(facets) {
  // An organisation or a metric is found by any of its names, in either language.
  const names = new Map()
  for (const facet of facets) {
    for (const option of facet.options)
      names.set(`${facet.name} ${option.value}`, `${labelOf(option)} ${option.dataset.names ?? ""}`)
  }
  return [...document.querySelectorAll("[data-item]")].map((element) => {
    const values = new Map(
      facets.map(({ name }) => [name, (element.getAttribute(`data-${name}`) ?? "").split(" ").filter(Boolean)]),
    )
    const words = [element.textContent]
    for (const [name, ids] of values) for (const id of ids) words.push(names.get(`${name} ${id}`) ?? "")
    const row = element.dataset.item && document.querySelector(`[data-row="${element.dataset.item}"]`)
    return { element, row, values, text: fold(words.join(" ")), fits: true }
  })
}

const labelOf = (option) => (option.dataset.label ??= option.textContent.replace(/ \(\d+\)$/, ""))

/** The parts of the page from one heading to the next of its rank, each with the entries in it. */
function readParts(items) {
  return [...document.querySelectorAll("article :is(h2, h3)[id]")]
    .filter((heading) => !heading.closest("[data-item]"))
    .map((heading) => {
      const members = [heading]
      const limit = heading.localName === "h2" ? "H1H2" : "H1H2H3"
      for (
        let next = heading.nextElementSibling;
        next && !limit.includes(next.nodeName);
        next = next.nextElementSibling
      )
        members.push(next)
      return {
        heading,
        members,
        own: items.filter(({ element }) => members.some((member) => member.contains(element))),
      }
    })
}

/** Cards or table, and in which order; only the case index offers them. */
function arrange(form, items, parts) {
  const { view, sort } = form.elements
  if (!view || !sort) return () => {}
  const table = document.querySelector("[data-table]")
  const body = table.querySelector("tbody")
  const language = document.documentElement.lang
  const title = ({ element }) => element.querySelector("h3").textContent.replace("¶", "")
  const option = (name, value) => form.elements[name].querySelector(`option[value="${value}"]`)
  const position = (name) => (item) => {
    const first = item.values.get(name)[0]
    return first ? [...form.elements[name].options].indexOf(option(name, first)) : Infinity
  }
  const name = (item) => {
    const first = item.values.get("organisation")[0]
    return first ? labelOf(option("organisation", first)) : "\uffff"
  }
  const orders = {
    title: (one, other) => title(one).localeCompare(title(other), language),
    organisation: (one, other) => name(one).localeCompare(name(other), language),
    section: (one, other) => position("section")(one) - position("section")(other),
  }
  const groups = parts.filter(({ own }) => own.length > 0)
  let standing = "" // the order in which they stand; moving them lays out the whole page anew
  return () => {
    const order = orders[sort.value]
    if (sort.value !== standing) {
      standing = sort.value
      const sorted = order ? [...items].sort(order) : items
      body.append(...sorted.map(({ row }) => row))
      // In another order than the page's own, the first group holds all, and the headings of the groups rest.
      if (order) groups[0].heading.after(...sorted.map(({ element }) => element))
      else for (const { heading, own } of groups) heading.after(...own.map(({ element }) => element))
    }
    table.hidden = view.value !== "table"
    for (const { heading, own } of groups)
      heading.hidden = Boolean(order) || view.value === "table" || !own.some((item) => item.fits)
    for (const { element, row, fits } of items) {
      row.hidden = !fits
      element.hidden = !fits || view.value === "table"
    }
  }
}

if (form) {
  const field = form.elements.text
  const controls = [...form.querySelectorAll("select")]
  const facets = controls.filter((control) => !("control" in control.dataset))
  const count = form.querySelector("[data-filters-count]")
  const active = form.querySelector("[data-filters-active]")
  const reset = form.querySelector("[type=reset]")
  const copy = form.querySelector("[data-copy-view]")
  const items = readItems(facets)
  const parts = readParts(items)
  const withItems = parts.filter(({ own }) => own.length > 0)
  // Parts after the first list that hold no entry (terms, laws) rest while a filter is on.
  const without = parts.slice(parts.indexOf(withItems[0])).filter(({ own }) => own.length === 0)
  const contents = [...document.querySelectorAll(".md-nav--secondary li, [data-contents] li")]
    .map((entry) => [entry, document.getElementById(idOf(entry.querySelector("a").hash))])
    .filter(([, heading]) => heading)
  const rearrange = arrange(form, items, parts)

  const chosen = () => facets.filter((facet) => facet.value).map((facet) => [facet.name, facet.value])
  const words = () => fold(field.value).split(/\s+/).filter(Boolean)
  const fits = (item, choices, wanted) =>
    choices.every(([name, value]) => item.values.get(name).includes(value)) &&
    wanted.every((word) => item.text.includes(word))

  /** Behind each choice, how many entries it would show together with all the others. */
  function countChoices(choices, wanted) {
    for (const facet of facets) {
      const rest = choices.filter(([name]) => name !== facet.name)
      const counts = new Map()
      for (const item of items) {
        if (fits(item, rest, wanted))
          for (const id of item.values.get(facet.name)) counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      for (const option of facet.options) {
        if (!option.value) continue
        const number = counts.get(option.value) ?? 0
        option.textContent = `${labelOf(option)} (${number})`
        option.disabled = number === 0 && !option.selected
      }
    }
  }

  function apply() {
    const choices = chosen()
    const wanted = words()
    const on = choices.length > 0 || wanted.length > 0
    for (const item of items) {
      item.fits = fits(item, choices, wanted)
      item.element.hidden = !item.fits
    }
    // In the order of the page: a theme shows its metrics, and then those with nothing to show are hidden.
    for (const { members, own } of withItems) {
      const rest = !own.some((item) => item.fits)
      for (const member of members) if (!("item" in member.dataset)) member.hidden = rest
    }
    for (const { members } of without) for (const member of members) member.hidden = on
    rearrange()
    for (const [entry, heading] of contents) entry.hidden = Boolean(heading.closest("[hidden]"))
    countChoices(choices, wanted)
    const shown = items.filter((item) => item.fits).length
    const sentence = shown === 0 ? count.dataset.none : on ? count.dataset.some : count.dataset.all
    count.textContent = sentence.replace("{n}", shown).replace("{all}", items.length)
    active.textContent = choices.length > 0 ? ` (${choices.length})` : ""
    const changed = on || controls.some((control) => control.value)
    reset.hidden = copy.hidden = !changed
  }

  /** The state as what follows “?”; what belongs to others is kept. */
  function query() {
    const parameters = new URLSearchParams(location.search)
    for (const { name, value } of [field, ...controls]) {
      if (value.trim()) parameters.set(name, value.trim())
      else parameters.delete(name)
    }
    const text = parameters.toString()
    return text ? `?${text}` : ""
  }

  function read() {
    const parameters = new URLSearchParams(location.search)
    field.value = (parameters.get("text") ?? "").slice(0, field.maxLength)
    for (const control of controls) {
      const value = parameters.get(control.name) ?? ""
      control.value = [...control.options].some((option) => option.value === value) ? value : ""
    }
    if (chosen().length > 0) form.querySelector("details").open = true
  }

  function remember(how) {
    if (query() !== location.search) history[how](history.state, "", location.pathname + query() + location.hash)
  }

  let composing = false
  const typed = () => {
    if (composing) return
    apply()
    remember("replaceState")
  }
  field.addEventListener("compositionstart", () => (composing = true))
  field.addEventListener("compositionend", () => {
    composing = false
    typed()
  })
  field.addEventListener("input", typed)
  form.addEventListener("change", (event) => {
    if (event.target === field) return
    apply()
    remember("pushState")
  })
  form.addEventListener("submit", (event) => event.preventDefault())
  form.addEventListener("reset", (event) => {
    event.preventDefault()
    for (const control of [field, ...controls]) control.value = ""
    apply()
    remember("pushState")
    if (matchMedia("(hover: hover)").matches) field.focus() // elsewhere it would bring up the keyboard
  })
  addEventListener("popstate", () => {
    read()
    apply()
  })

  /** Show the entry that the address names, whatever the filters hide. */
  function showAddressed() {
    const target = addressed()
    if (target?.closest("[hidden]")) {
      for (const control of [field, ...controls]) control.value = ""
      apply()
      remember("replaceState")
    }
    target?.scrollIntoView()
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy-view], [data-copy-link]")
    if (!button) return
    const { copyFor } = await import("./copy.js")
    const anchor = button.dataset.copyLink ?? document.querySelector("article h2[id^='all-']").id
    const view = button === copy ? location.search : ""
    copyFor(button, `${location.origin}${location.pathname}${view}#${anchor}`)
  })
  for (const button of document.querySelectorAll("article [data-copy-link]")) button.hidden = false

  form.hidden = false
  read()
  apply()
  addEventListener("hashchange", showAddressed)
  // What is hidden above it has moved the place that the address names.
  if (location.hash) showAddressed()
}
