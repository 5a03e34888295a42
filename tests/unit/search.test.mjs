// The search engine without a page, over two small editions. Its quality is measured in tests/browser/test_search.py.
import assert from "node:assert/strict"
import { test } from "node:test"
import { fold, near, squeeze, stem, tokens } from "../../docs/assets/scripts/search/fold.js"
import { build, extend } from "../../docs/assets/scripts/search/index.js"
import { isTwoAway, slipsOf } from "../../docs/assets/scripts/search/mend.js"
import { search } from "../../docs/assets/scripts/search/query.js"
import { rank } from "../../docs/assets/scripts/search/rank.js"
import { snippet } from "../../docs/assets/scripts/search/snippet.js"
import { help } from "../../docs/assets/scripts/search/strange.js"
import { split, weigh } from "../../docs/assets/scripts/search/words.js"

const words = (text) => tokens(fold(text).folded).map(({ token }) => token)
const columns = (rows) => {
  const keys = [...new Set(rows.flatMap(Object.keys))]
  return Object.fromEntries(keys.map((key) => [key, rows.map((row) => row[key] ?? null)]))
}

/** An edition as the build writes it, of entries `[page, id, title, names]`. */
function edition(folder, { sections, entries = [], cases = [], figures = [], synonyms = [] }) {
  const pages = ["statistics", "terms", "laws", "organisations"]
  const row = ([, id, title, names = []]) => ({ id, title, names })
  const rest = { headings: [], keywords: [], told: [], chapter: 0 }
  return {
    folder,
    chapters: [[`${folder}01/`, "1 Chapter"]],
    sections: columns(sections.map((section, at) => ({ ...rest, number: `1.${at + 1}`, ...section }))),
    pages: pages.map((page) => [page, entries.filter(([own]) => own === page).length]),
    entries: columns(entries.map(row)),
    cases: columns(cases),
    figures: columns(figures),
    synonyms: columns(synonyms),
  }
}

const CHINESE = edition("", {
  sections: [
    { id: "warehouses", title: "前置仓", text: ["前置仓离顾客很近。", "一名骑手送 30 单。"], told: [1, 2] },
    {
      id: "shops",
      title: "门店",
      text: ["门店的坪效是 1,200 元。", ["谁 · 多快", "盒马 · 30 分钟", "别家 · 60 分钟"]],
      keywords: ["直播带货"],
      told: [0, 2],
    },
  ],
  entries: [
    ["statistics", "sales-per-area", "坪效", ["sales per area"]],
    ["terms", "front-warehouse", "前置仓", ["front warehouse"]],
    ["organisations", "freshco", "盒马", ["Freshco"]],
    ["cases", "freshco-shops", "盒马的门店"],
  ],
  cases: [{ section: 1, told: [2] }],
  figures: [
    { id: "old", section: 1, figure: "900 元", about: "盒马，2023 年", told: [0, 2] },
    { id: "new", section: 1, figure: "1,200 元", stated: "升至 1,200 元", about: "盒马，2024 年", told: [0, 2] },
    { id: "again", section: 0, figure: "900 元", about: "盒马，2023 年", told: [0, 2] },
    { id: "minutes", section: 1, figure: "30 分钟", about: "盒马", told: [0], doubted: 1 },
    { id: "share", section: 0, figure: "30%", about: "骑手", told: [0] },
  ],
  synonyms: [{ words: ["快递员"], means: ["骑手"] }],
})
const ENGLISH = edition("en/", {
  sections: [
    { id: "warehouses", title: "Front warehouses", text: ["Warehouses near the customer localise delivery."] },
    { id: "shops", title: "Shops", text: ["A flagship sells by the square metre.", "Organisations subsidise it."] },
  ],
  entries: [
    ["statistics", "sales-per-area", "sales per area", ["坪效"]],
    ["terms", "front-warehouse", "front warehouse", ["前置仓"]],
    ["organisations", "freshco", "Freshco", ["盒马"]],
    ["cases", "freshco-shops", "Shops of Freshco"],
  ],
  cases: [{ section: 1, told: [2] }],
  synonyms: [{ words: [], means: [] }],
})
const MORE = {
  asked: ["送货上门", "逛街 试衣"],
  notes: { far: "仓在郊外。" },
  noted: { warehouses: ["far"] },
  text: ["每平方米的销售额。", "离顾客近的仓。", "", "盒马开了大店。"],
}
const PINYIN = { zhi: "直置", bo: "播", dai: "带", huo: "货", qian: "前", cang: "仓", he: "盒", ma: "马" }
const FILES = {
  other: ENGLISH,
  more: MORE,
  traditional: { traditional: "營倉", simplified: "营仓" },
  pinyin: PINYIN,
  help,
}

/** Search as the panel does: what a query lacks is fetched, and it is asked again. */
async function ask(query, { own = CHINESE, files = FILES, ...how } = {}) {
  const index = await build(own)
  for (;;) {
    const found = search(index, query, how)
    if (found.lacks.length === 0) return { ...found, index }
    for (const name of found.lacks) await extend(index, name, files[name] ?? null)
  }
}
const inEnglish = (query, how) => ask(query, { ...how, own: ENGLISH, files: { ...FILES, other: CHINESE, more: null } })
const ids = ({ results }) => results.map(({ record }) => record.id)
const first = async (query) => ids(await ask(query))[0]
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
  assert.deepEqual(["studies", "running", "boxes"].map(stem), ["study", "run", "box"])
  assert.deepEqual(words("1,200 stores"), ["1200", "1200stor", "stor"])
  assert.deepEqual(words("供应链"), ["供应", "应链"])
  assert.deepEqual(words("仓"), ["仓"])
  assert.deepEqual(words("182亿"), ["182", "182亿", "亿"])
  assert.equal(squeeze("《前置 仓》"), "前置仓")
})

test("British and American spellings, and a verb and its noun, have one stem", () => {
  for (const alike of [
    ["localise", "localizing", "localisation", "localization"],
    ["colour", "color", "colours"],
    ["centre", "center", "centres"],
    ["catalogue", "catalog"],
    ["organise", "organized", "organization"],
    ["licence", "license"],
    ["analyse", "analyzing"],
    ["subsidy", "subsidies", "subsidize", "subsidizing"],
  ]) {
    assert.equal(new Set(alike.map(stem)).size, 1, alike.map((word) => `${word}: ${stem(word)}`).join())
  }
  for (const apart of [
    ["rise", "rice"],
    ["price", "prize"],
    ["four", "for"],
  ])
    assert.equal(new Set(apart.map(stem)).size, 2, apart.join())
})

test("one wrong letter is near, two are not; in a long word two are forgiven", () => {
  for (const other of ["twin", "twn", "twain", "twon", "wtin"]) assert.ok(near("twin", other), other)
  for (const other of ["tone", "twinned"]) assert.ok(!near("twin", other), other)
  for (const other of ["personalize", "perzonalise", "presonalice"]) assert.ok(isTwoAway("personalise", other), other)
  assert.ok(!isTwoAway("personalise", "personify"))
})

test("a slip is read as a word that texts have, with another ending if need be; a short word as none", () => {
  const salient = ["warehous", "repeat", "steer", "logist"]
  assert.deepEqual(slipsOf({ salient }, "wharehous"), ["warehous"])
  assert.deepEqual(slipsOf({ salient }, "repaet"), ["repeat"])
  assert.deepEqual(slipsOf({ salient }, "logistcation"), ["logist"])
  assert.deepEqual(slipsOf({ salient }, "steel"), [])
})

test("words that ask count for little, and so do pairs across the border of two words", () => {
  const folded = "怎么送货"
  const found = tokens(folded)
  const shares = weigh(found, split(folded), (token) => token === "送货")
  assert.deepEqual(
    found.map(({ token }) => token),
    ["怎么", "么送", "送货"],
  )
  assert.ok(shares[0] < 0.1 && shares[1] < 0.2 && shares[2] === 1, shares.join())
})

test("a section is found by its words, another name, a reader’s word, and with a character wrong", async () => {
  for (const query of ["前置仓", "前置倉", "front warehouse", "快递员", "前值仓"]) {
    assert.equal(await first(query), "warehouses", query)
  }
  for (const query of ["坪效", "1200", "sales per area", "店"]) assert.equal(await first(query), "shops", query)
  assert.deepEqual(ids(await ask("  ")), [])
  assert.deepEqual(ids(await ask("量子")), [])
})

test("what is mended is said, and what is to be taken as typed is not mended", async () => {
  assert.deepEqual((await ask("前值仓")).mended, [["前值仓", "前置仓"]])
  const literal = await ask("前值仓", { literal: true })
  assert.deepEqual([literal.mended, literal.missing], [[], ["前值仓"]])
})

test("what is typed by its sound is heard: whole, begun, by initials, in either edition", async () => {
  for (const [typed, meant] of [
    ["zhibo", "直播"],
    ["qianzhi cang", "前置仓"],
    ["zhibod", "直播带货"],
    ["hema", "盒马"],
    ["hem", "盒马"],
    ["xihongshi", undefined],
    ["zbdh", "直播带货"],
  ]) {
    assert.equal((await ask(typed)).read[0]?.[1], meant, typed)
  }
  const { read, results } = await inEnglish("hema")
  assert.deepEqual([read, results[0].record.id], [[["hema", "盒马"]], "shops"])
})

test("a name of the other language is told in this one", async () => {
  assert.deepEqual((await ask("front warehouse")).translated, [["front warehouse", "前置仓"]])
})

test("words of the other script are sought in the other edition, which is fetched only then", async () => {
  const found = await ask("flagship")
  assert.equal(found.results[0].record.id, "shops")
  assert.deepEqual((await ask("前置仓")).index.files, { own: CHINESE })
  assert.deepEqual(Object.keys((await inEnglish("离顾客很近")).index.files).slice(0, 2), ["own", "other"])
})

test("readers’ words and the editor’s notes find a section where its text does not", async () => {
  assert.equal(await first("逛街"), "shops")
  assert.deepEqual(ids(await ask("郊外")), ["warehouses"])
})

test("a part that cannot be had is done without", async () => {
  assert.deepEqual(ids(await ask("逛街", { files: {} })), [])
  assert.equal(ids(await ask("前置倉", { files: {} }))[0], "warehouses")
})

test("words that the report does not have are named, and at most three sections shown", async () => {
  const { missing, results } = await ask("房贷利率多少")
  assert.deepEqual([missing, results], [["房贷", "利率"], []])
  const half = await ask("门店房贷利率")
  assert.deepEqual(half.missing, ["房贷", "利率"])
  assert.ok(half.results.length > 0 && half.results.length <= 3)
  assert.deepEqual((await ask("前置仓离顾客")).missing, [])
})

test("an entry that is named is answered: its figures, those of the year asked for first, each told once", async () => {
  const { answers } = await ask("坪效 2024")
  assert.equal(answers[0].entry.id, "sales-per-area")
  assert.equal(answers[0].number, 5)
  assert.deepEqual(
    answers[0].figures.map(({ id }) => id),
    ["new", "old", "minutes", "share"],
  )
  assert.deepEqual(answers[0].figures[1].places, ["1.2", "1.1"])
  assert.equal((await ask("盒马")).answers[0].cases.length, 1)
  assert.equal((await ask("盒马的门店")).answers[0].entry.id, "freshco-shops")
  assert.deepEqual((await ask("门店里的骑手怎么送货给盒马")).answers, [])
})

test("a query that is one figure stops where the figure with its unit stops", async () => {
  const { answers, results } = await ask("30 分钟")
  assert.deepEqual(
    answers[0].figures.map(({ id }) => id),
    ["minutes"],
  )
  assert.deepEqual(ids({ results: results.filter(({ kind }) => kind === "sections") }), ["shops"])
  assert.deepEqual((await ask("30%")).answers[0].figures[0].id, "share")
})

test("what holds nothing of a query is left out; what holds all of it has all of its share", async () => {
  const { kinds } = await build(CHINESE)
  const ranked = rank(kinds.sections, [concept("门店"), concept("坪效")], [])
  assert.deepEqual(
    ranked.map(({ record, share }) => [record.id, share]),
    [["shops", 1]],
  )
})

test("a snippet is the paragraph that holds most, with its matches; never the head of a table", async () => {
  const index = await build(CHINESE)
  const [warehouses, shops] = index.sections
  assert.deepEqual(snippet(index, warehouses.text, [concept("骑手")]), { text: "一名骑手送 30 单。", spans: [[2, 4]] })
  assert.deepEqual(shops.text.slice(1), ["谁：盒马 · 30 分钟", "谁：别家 · 60 分钟"])
})

test("where nothing is found, names alike are suggested", async () => {
  const { index } = await ask("前仓")
  assert.deepEqual(
    help.suggest(index, "前仓").map(({ id }) => id),
    ["front-warehouse"],
  )
})

test("a figure says its direction and that it is doubted; the counts tell of what is not shown too", async () => {
  const { results, counts } = await ask("盒马")
  const figures = results.filter(({ kind }) => kind === "figures").map(({ record }) => [record.title, record.doubted])
  assert.ok(figures.some(([title]) => title === "坪效 · 升至 1,200 元"))
  assert.ok(figures.some(([, doubted]) => doubted === 1))
  assert.equal(counts.figures, 4)
})
