// Filters of a generated page. Their state stands in the address, so that a filtered view can be sent to somebody.
const form = document.querySelector("[data-filters]")

/** One spelling for what readers take for the same: full-width and half-width signs, upper and lower case. */
const fold = (text) => text.normalize("NFKC").toLowerCase()

if (form) {
  const field = form.elements.text
  const facets = [...form.querySelectorAll("select")]
  const count = form.querySelector("[data-filters-count]")
  const active = form.querySelector("[data-filters-active]")
  const reset = form.querySelector("[type=reset]")
  const copy = form.querySelector("[data-copy-view]")

  // The words of each choice, so that an organisation is found by any of its names, in either language.
  const names = new Map()
  const labels = new Map()
  for (const facet of facets) {
    for (const option of facet.options) {
      if (!option.value) continue
      const label = option.textContent.replace(/ \(\d+\)$/, "")
      labels.set(option, label)
      names.set(`${facet.name} ${option.value}`, `${label} ${option.dataset.names ?? ""}`)
    }
  }
  const items = [...document.querySelectorAll("[data-item]")].map((element) => {
    const values = new Map(facets.map(({ name }) => [name, (element.getAttribute(`data-${name}`) ?? "").split(" ").filter(Boolean)]))
    const words = [element.textContent]
    for (const [name, ids] of values) for (const id of ids) words.push(names.get(`${name} ${id}`) ?? "")
    return { element, values, text: fold(words.join(" ")) }
  })

  // What shows only together with an item below it: a table, the part from one heading to the next, a theme.
  const hidden = (element, hide) => (element.hidden = hide)
  const parts = []
  for (const heading of document.querySelectorAll("article :is(h2, h3)[id]")) {
    const members = [heading]
    const limit = heading.localName === "h2" ? "H1H2" : "H1H2H3"
    for (let next = heading.nextElementSibling; next && !limit.includes(next.nodeName); next = next.nextElementSibling) members.push(next)
    const own = items.filter(({ element }) => members.some((member) => member.contains(element)))
    parts.push({ members, own })
  }
  const filtered = parts.filter(({ own }) => own.length > 0)
  // Parts after the first list that hold no item (terms, laws) rest while a filter is on.
  const first = parts.findIndex(({ own }) => own.length > 0)
  const others = parts.filter(({ own }, index) => own.length === 0 && index > first)

  const entries = [...document.querySelectorAll(".md-nav--secondary li, [data-contents] li")]
    .map((entry) => [entry, document.getElementById(decodeURIComponent(entry.querySelector("a").hash.slice(1)))])
    .filter(([, heading]) => heading)

  const chosen = () => facets.filter((facet) => facet.value).map((facet) => [facet.name, facet.value])
  const words = () => fold(field.value).split(/\s+/).filter(Boolean)
  const fits = (item, choices, wanted) =>
    choices.every(([name, value]) => item.values.get(name).includes(value)) && wanted.every((word) => item.text.includes(word))

  function apply() {
    const choices = chosen()
    const wanted = words()
    const on = choices.length > 0 || wanted.length > 0
    let shown = 0
    for (const item of items) {
      item.fits = fits(item, choices, wanted)
      hidden(item.element, !item.fits)
      if (item.fits) shown += 1
    }
    // In the order of the page: a theme shows its metrics, and then those with nothing to show are hidden.
    for (const { members, own } of filtered) {
      const show = own.some((item) => item.fits)
      for (const member of members) if (!member.hasAttribute("data-item") && member !== form) hidden(member, !show)
    }
    for (const { members } of others) for (const member of members) hidden(member, on)
    // The lists of contents offer what the page shows.
    for (const [entry, heading] of entries) hidden(entry, heading.hidden)
    // Each facet counts what a choice would show together with all the others.
    for (const facet of facets) {
      const rest = choices.filter(([name]) => name !== facet.name)
      const counts = new Map()
      for (const item of items) {
        if (fits(item, rest, wanted)) for (const id of item.values.get(facet.name)) counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      for (const [option, label] of labels) {
        if (option.closest("select") !== facet) continue
        const number = counts.get(option.value) ?? 0
        option.textContent = `${label} (${number})`
        option.disabled = number === 0 && !option.selected
      }
    }
    const sentence = shown === 0 ? count.dataset.none : on ? count.dataset.some : count.dataset.all
    count.textContent = sentence.replace("{n}", shown).replace("{all}", items.length)
    active.textContent = choices.length > 0 ? ` (${choices.length})` : ""
    reset.hidden = copy.hidden = !on
    form.dispatchEvent(new CustomEvent("filtered"))
  }

  /** The state as what follows “?”; what belongs to others is kept. */
  function query() {
    const parameters = new URLSearchParams(location.search)
    for (const { name, value } of [field, ...facets]) {
      if (value.trim()) parameters.set(name, value.trim())
      else parameters.delete(name)
    }
    const text = parameters.toString()
    return text ? `?${text}` : ""
  }

  function read() {
    const parameters = new URLSearchParams(location.search)
    field.value = (parameters.get("text") ?? "").slice(0, field.maxLength)
    for (const facet of facets) {
      const value = parameters.get(facet.name) ?? ""
      facet.value = [...facet.options].some((option) => option.value === value) ? value : ""
    }
    if (chosen().length > 0) form.querySelector("details").open = true
  }

  function remember(how) {
    const address = location.pathname + query() + location.hash
    if (address !== location.pathname + location.search + location.hash) history[how](history.state, "", address)
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
    for (const control of [field, ...facets]) control.value = ""
    apply()
    remember("pushState")
    field.focus()
  })
  copy.addEventListener("click", async () => {
    const { copyFor } = await import("./copy.js")
    copyFor(copy, location.href.replace(/#.*$/, "") + "#" + form.closest("article").querySelector(`h2[id^="all-"]`).id)
  })
  addEventListener("popstate", () => {
    read()
    apply()
  })

  form.hidden = false
  read()
  apply()
  // What was hidden or shown above it has moved the place that the address names.
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
}
