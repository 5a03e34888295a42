// The search engine without a page, over two small editions. Its quality is measured in tests/test_search.py.
import assert from "node:assert/strict"
import { test } from "node:test"
import { fold, near, squeeze, stem, tokens } from "../../docs/assets/scripts/search/fold.js"
import { build } from "../../docs/assets/scripts/search/index.js"
import { search, suggest } from "../../docs/assets/scripts/search/query.js"
import { rank } from "../../docs/assets/scripts/search/rank.js"
import { snippet } from "../../docs/assets/scripts/search/snippet.js"

const words = (text) => tokens(fold(text).folded).map(({ token }) => token)
const none = { headings: [], keywords: [], told: [] }
const section = (id, title, text, told) => ({
  ...none,
  id,
  title,
  text,
  told,
  number: "1",
  chapter: "1",
  page: `${id}/`,
})
const term = (id, title, names) => ({ id, title, names, text: "", told: [] })
const entries = {
  ...{
    notes: { far: "仓在郊外。" },
    noted: { warehouses: ["far"] },
    folder: "",
    figures: [],
    cases: [],
    traditional: "營倉",
    simplified: "营仓",
  },
  terms: [term("front-warehouse", "前置仓", ["front warehouse"]), term("sales-per-area", "坪效", ["sales per area"])],
  synonyms: [{ words: ["快递员"], means: ["骑手"] }],
}
const sections = [
  section("warehouses", "前置仓", ["前置仓离顾客很近。", "一名骑手送 30 单。"], ["front-warehouse"]),
  section("shops", "门店", ["门店的坪效是 1,200 元。"], ["sales-per-area"]),
]
const index = await build({ sections }, entries)
const figure = { id: "orders", section: "warehouses", figure: "30 单", text: "骑手", told: ["sales-per-area"] }
const found = (query) => search(index, query).results.map(({ record }) => record.id)
const concept = (token) => ({ own: [token], phrases: [{ trust: 1, words: [new Map([[token, 1]])] }], share: 1 })

test("a Latin word ends where Chinese begins", () => {
  assert.deepEqual(words("AI推荐"), words("AI 推荐"))
  assert.deepEqual(words("C2M模式"), words("C2M 模式"))
})

test("texts are folded: width, case, script, apostrophes; each sign knows where it stood", () => {
  assert.equal(fold("ＡＢ’s").folded, "ab's")
  assert.equal(fold("營", new Map([["營", "营"]])).folded, "营")
  assert.deepEqual(fold("㎏x").places, [0, 0, 1, 2])
})

test("words have stems, numbers one spelling, Han characters pairs", () => {
  assert.deepEqual(["studies", "organized", "running", "boxes"].map(stem), ["study", "organis", "run", "box"])
  assert.deepEqual(words("1,200 stores"), ["1200", "1200stor", "stor"])
  assert.deepEqual(words("供应链"), ["供应", "应链"])
  assert.deepEqual(words("仓"), ["仓"])
  assert.deepEqual(words("182亿"), ["182", "182亿", "亿"])
  assert.equal(squeeze("《前置 仓》"), "前置仓")
})

test("one wrong letter is near, two are not", () => {
  for (const other of ["twin", "twn", "twain", "twon", "wtin"]) assert.ok(near("twin", other), other)
  for (const other of ["tone", "twinned"]) assert.ok(!near("twin", other), other)
})

test("a section is found by its words, another name, a reader’s word, and with a character wrong", () => {
  for (const query of ["前置仓", "前置倉", "front warehouse", "快递员", "前值仓"]) {
    assert.equal(found(query)[0], "warehouses", query)
  }
  for (const query of ["坪效", "平效", "1200", "sales per area", "店"]) assert.equal(found(query)[0], "shops", query)
  assert.deepEqual(found("  "), [])
  assert.deepEqual(found("量子"), [])
})

test("a name of the other language is told in this one", () => {
  assert.deepEqual(search(index, "front warehouse").translated, [["front warehouse", "前置仓"]])
})

test("the other edition’s words find a section too", async () => {
  const both = await build({ sections }, entries, { sections: [section("shops", "Shops", ["A flagship."], [])] })
  assert.equal(search(both, "flagship").results[0].record.id, "shops")
})

test("what holds nothing of a query is left out; what holds all of it has all of its share", () => {
  const ranked = rank(index.kinds.sections, [concept("门店"), concept("坪效")], [])
  assert.deepEqual(
    ranked.map(({ record, share }) => [record.id, share]),
    [["shops", 1]],
  )
})

test("a snippet is the paragraph that holds most, with its matches", () => {
  const shown = snippet(index, sections[0].text, [concept("骑手")])
  assert.deepEqual(shown, { text: "一名骑手送 30 单。", spans: [[2, 4]] })
})

test("where nothing is found, names alike are suggested", () => {
  assert.deepEqual(
    suggest(index, "前仓").map(({ id }) => id),
    ["front-warehouse"],
  )
})

test("a figure carries its note and says its direction; an editor’s note finds its section", async () => {
  const figures = [{ ...figure, note: "far", stated: "升至 30 单" }]
  const noted = await build({ sections }, { ...entries, figures })
  const [first, second] = search(noted, "郊外").results
  assert.equal(first.record.id, "warehouses")
  assert.equal(second, undefined)
  const hit = search(noted, "骑手").results.find(({ kind }) => kind === "figures")
  assert.deepEqual([hit.record.title, hit.record.doubt], ["坪效 · 升至 30 单", "仓在郊外。"])
})
