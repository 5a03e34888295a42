// What reader modes and clippers keep of pages: Mozilla's Readability (Firefox) and defuddle (Obsidian's clipper).
// `node readers.mjs <site> <page>…` prints, as JSON, what each of them loses of each page, and what it takes the page for.
import { readFileSync } from "node:fs"
import { Readability } from "@mozilla/readability"
import { Defuddle } from "defuddle/node"
import { JSDOM } from "jsdom"

const [site, ...pages] = process.argv.slice(2)
const ORIGIN = "https://example.org/"
// Beside the report's text: ways on, ways to copy, charts drawn from tables that are there.
const FRAME =
  ".section-index, .chapter-cases, .provenance, .crumbs, .chart, .imprint, .moved, .editions, [hidden], [aria-hidden], nav"

/** @param {string} text */
const bare = (text) => text.replace(/[\u200b\u00ad]/g, "").replace(/\s+/g, "")
/** @param {Element} element */
const said = (element) => bare(element.textContent ?? "")

/** What readers expect of an article, by kind, in its order. @param {Element} article */
function expected(article) {
  for (const frame of article.querySelectorAll(FRAME)) frame.remove()
  const all = (/** @type {string} */ selector) => [...article.querySelectorAll(selector)]
  return {
    marks: all("a:is(.figure, .case, .law, .term, .conflict)").map(said),
    headings: all("h2, h3").map(said),
    cells: all("th, td").map(said).filter(Boolean),
    callOuts: all(".admonition > :not(.admonition-title)").map(said),
    sentences: all("p, li, dd").map(said).filter(Boolean),
  }
}

/** Those of some texts that another does not have. @param {string} text @param {string[]} parts */
const missing = (text, parts) => parts.filter((part) => !text.includes(part))

/** Likewise for what stands there many times: each is looked for behind the one before. @param {string} text @param {string[]} parts */
function missingInOrder(text, parts) {
  let at = 0
  return parts.filter((part) => {
    const found = text.indexOf(part, at)
    if (found >= 0) at = found + part.length
    return found < 0
  })
}

/** @type {{ [page: string]: unknown }} */
const told = {}
for (const page of pages) {
  const html = readFileSync(`${site}/${page}index.html`, "utf8")
  const open = () => new JSDOM(html, { url: ORIGIN + page }).window.document
  const article = open().querySelector("article")
  if (!article) throw new Error(`${page} has no article`)
  const parts = expected(article)
  const judge = (/** @type {string} */ content) => {
    const text = said(new JSDOM(content).window.document.body)
    return Object.fromEntries(
      Object.entries(parts).map(([kind, texts]) => [kind, (kind === "marks" ? missingInOrder : missing)(text, texts)]),
    )
  }
  const read = new Readability(open()).parse()
  const clipped = await Defuddle(open(), ORIGIN + page)
  told[page] = {
    expected: Object.fromEntries(Object.entries(parts).map(([kind, texts]) => [kind, texts.length])),
    readability: judge(read?.content ?? ""),
    defuddle: judge(clipped.content),
    called: {
      byline: read?.byline,
      date: read?.publishedTime,
      siteName: read?.siteName,
      lang: read?.lang,
      author: clipped.author,
      published: clipped.published,
      site: clipped.site,
      language: clipped.language,
    },
  }
}
console.log(JSON.stringify(told))
