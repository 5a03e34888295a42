// Opens the search. Everything else of it, engine and index, is fetched when it is first used.
import { openDialog } from "./dialogs.js"
import { tell } from "./lazy.js"
import { dress } from "./overlays.js"
import { recall, remember } from "./store.js"

// What was asked last in this tab: a reader who comes back from a result goes on from there.
const QUERY = "digest-query"

const dialog = document.querySelector("dialog[data-search-dialog]")
const area = document.querySelector("[data-site-search]")
const field = area?.querySelector("input[type=search]")
const openers = document.querySelectorAll("[data-search-open]")
const [status, list] = ["status", "results"].map((part) => area?.querySelector(`[data-search-${part}]`))

const { edition, other } = document.documentElement.dataset
const CODING = "gb18030" // in which Chinese weighs less (report/write/search.py)

async function get(name) {
  const answer = await fetch(new URL(`../../search/${name}.txt`, import.meta.url))
  if (!answer.ok) throw new Error(`${answer.status} for ${name}`)
  return JSON.parse(new TextDecoder(CODING).decode(await answer.arrayBuffer()))
}

/** What a query may ask for besides the index, by the name that the engine has for it. */
const extras = {
  other: () => get(`index.${other}`),
  more: () => get(`more.${edition}`),
  traditional: () => get("traditional"),
  pinyin: () => get("pinyin"),
  help: () => import("./search/strange.js").then(({ help }) => help),
}
const files = {
  first: () => get(`index.${edition}`),
  extra: (name) => extras[name](),
  tell,
  cards: (number) => get(`cards.${edition}.${number}`),
}

/** The panel, once; all that it needs is asked for at the same time. If it cannot be had, the reader is told so. */
/** @type {Promise<{ retry: () => void, submit: () => void }> | null} */
let panel = null
function ready() {
  if (!panel) {
    const first = files.first()
    first.catch(() => {}) // who awaits it tells the reader
    if (field.value) status.textContent = area.dataset.loading
    list.setAttribute("aria-busy", "true")
    panel = Promise.all([import("./search-panel.js"), import("./search/engine.js")])
      .then(([{ attach }, { engine }]) => attach(area, edition, engine, first, files))
      .catch((error) => {
        panel = null
        status.textContent = ""
        list.setAttribute("aria-busy", "false")
        area.querySelector("[data-search-failed]").hidden = false
        throw error
      })
  }
  return panel
}

function open() {
  dress()
  if (dialog && !dialog.open) openDialog(dialog, "search")
  const asked = recall(QUERY, "sessionStorage")?.slice(0, field.maxLength)
  if (dialog && !field.value && asked) {
    field.value = asked
    field.dispatchEvent(new Event("input")) // for a panel that is there already
  }
  // At once, while the reader's gesture lasts: a phone shows its keyboard only then.
  field.focus()
  field.select()
  ready().catch(() => {})
}

const typing = (element) => element.closest?.("input, textarea, select, [contenteditable]")

if (field && (!dialog || dialog.showModal)) {
  for (const opener of openers) {
    opener.addEventListener("pointerenter", dress)
    opener.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      open()
    })
  }
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey
    const off = document.documentElement.dataset.keys === "off" // the reader wants the browser to have them
    if (event.isComposing || off || (!slash && !k)) return
    event.preventDefault()
    open()
  })
  // The search key of a phone shows the list and puts the keyboard away; the Enter key of a keyboard opens the first
  // result, as soon as there is one.
  field.form.addEventListener("submit", (event) => {
    event.preventDefault()
    if (matchMedia("(pointer: coarse)").matches) field.blur()
    ready()
      .then(({ submit }) => submit())
      .catch(() => {})
  })
  field.addEventListener("input", () => {
    remember(QUERY, field.value, "sessionStorage")
    area.querySelector("[data-search-examples]").hidden = field.value.trim() !== ""
    if (!area.dataset.attached) status.textContent = field.value.trim() ? area.dataset.loading : ""
  })
  field.addEventListener("focus", () => ready().catch(() => {}))
  area.querySelector("[data-search-examples]").addEventListener("click", (event) => {
    const example = event.target.closest("button")
    if (!example) return
    field.value = example.textContent
    field.dispatchEvent(new Event("input"))
    ready().catch(() => {})
  })
  area.querySelector("[data-search-retry]").addEventListener("click", () => {
    area.querySelector("[data-search-failed]").hidden = true
    ready()
      .then(({ retry }) => retry())
      .catch(() => {})
    field.focus()
  })
  dialog?.addEventListener("keydown", (event) => {
    // By itself a search field would take the first Escape for emptying it.
    if (event.key !== "Escape" || event.isComposing) return
    event.preventDefault()
    dialog.close()
  })
  // Back from a result, to the results.
  const again = () => dialog && !dialog.open && history.state?.overlay === "search" && open()
  addEventListener("popstate", again)
  again()
  if (!dialog && new URLSearchParams(location.search).get("q")) ready().catch(() => {})
  if (new URLSearchParams(location.search).has("mark")) import("./search-mark.js").catch(() => {})
}
