// What citeproc-js, which Zotero uses, makes of items in CSL-JSON.
// `node references.mjs <locales>` reads jobs `[{ style, language, item }]` from its input (`style` is the path of one)
// and prints, as JSON, for each its reference and its citations: the first (in the text or in a note), a later one, and
// one in a sentence.
import { readFileSync } from "node:fs"
import CSL from "citeproc"

const [locales] = process.argv.slice(2)

/** @type {{ [key: string]: any }} */
const items = {}
/** @type {{ [key: string]: any }} */
const engines = {} // by style and language: to read a style takes a while

/** @param {{ style: string, language: string, item: { id: string } }} job */
function render({ style, language, item }) {
  const system = {
    retrieveLocale: (/** @type {string} */ name) => readFileSync(`${locales}/locales-${name}.xml`, "utf8"),
    retrieveItem: (/** @type {string} */ id) => items[id],
  }
  engines[style + language] ??= new CSL.Engine(system, readFileSync(style, "utf8"), language, true)
  const engine = engines[style + language]
  items[item.id] = item
  engine.rebuildProcessorState([])
  /** @type {(citationID: string, noteIndex: number, before: [string, number][], mode?: string) => string} */
  const cite = (citationID, noteIndex, before, mode) => {
    const citation = { citationID, citationItems: [{ id: item.id }], properties: { noteIndex, mode } }
    return engine.processCitationCluster(citation, before, [])[1].at(-1)[1]
  }
  const narrative = cite("narrative", 0, [], "composite")
  engine.rebuildProcessorState([])
  const first = cite("first", 1, [])
  const later = cite("later", 9, [["first", 1]])
  return { reference: engine.makeBibliography()[1].join(""), first, later, narrative }
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(render)))
