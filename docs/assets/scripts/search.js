// Opens the search. Everything else of it, engine and index, is fetched when it is first used.
import { openDialog } from "./dialogs.js"
import { dress } from "./overlays.js"
import { recall, remember } from "./store.js"

// What was asked last in this tab: a reader who comes back from a result goes on from there.
const QUERY = "digest-query"

const dialog = document.querySelector("dialog[data-search-dialog]")
const field = document.querySelector("[data-site-search] input[type=search]")
const opener = document.querySelector("[data-search-open]")

const { edition, other: otherEdition } = document.documentElement.dataset

async function get(name) {
  const answer = await fetch(new URL(`../../search/${name}.json`, import.meta.url))
  if (!answer.ok) throw new Error(`${answer.status} for ${name}`)
  return answer.json()
}

/** The records: this edition's own at once, the other's sections behind them, so that they hold nothing back. */
function records() {
  const own = Promise.all([get(`sections.${edition}`), get(`entries.${edition}`)])
  const other = own.then(() => get(`sections.${otherEdition}`))
  for (const promise of [own, other]) promise.catch(() => {}) // who awaits them tells the reader
  return { own, other }
}

/** The panel, once; all that it needs is asked for at the same time. If it cannot be had, the reader is told so. */
/** @type {Promise<{ retry: () => void, submit: () => void }> | null} */
let panel = null
function ready() {
  if (!panel) {
    const first = records()
    const area = document.querySelector("[data-site-search]")
    panel = Promise.all([import("./search-panel.js"), import("./search/engine.js")])
      .then(([{ attach }, { engine }]) => attach(area, edition, engine, first, records))
      .catch((error) => {
        panel = null
        document.querySelector("[data-search-failed]").hidden = false
        throw error
      })
  }
  return panel
}

function open() {
  dress()
  if (dialog && !dialog.open) openDialog(dialog, "search")
  const asked = recall(QUERY, "sessionStorage")
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
  opener?.addEventListener("pointerenter", dress)
  opener?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open()
  })
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey
    const off = slash && document.documentElement.dataset.keys === "off" // the reader wants no single keys
    if (event.isComposing || off || (!slash && !k)) return
    event.preventDefault()
    open()
  })
  // Enter opens the first result, as soon as there is one.
  field.form.addEventListener("submit", (event) => {
    event.preventDefault()
    ready()
      .then(({ submit }) => submit())
      .catch(() => {})
  })
  field.addEventListener("input", () => remember(QUERY, field.value, "sessionStorage"))
  field.addEventListener("focus", () => ready().catch(() => {}))
  document.querySelector("[data-search-retry]").addEventListener("click", () => {
    document.querySelector("[data-search-failed]").hidden = true
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
  if (new URLSearchParams(location.search).has("mark")) import("./search-mark.js")
}
