// Places of a page, and what the reader has chosen, with the few parts of a browser that they ask for.
import assert from "node:assert/strict"
import { test } from "node:test"
import { headingOf, idOf } from "../../docs/assets/scripts/places.js"
import { recall, remember } from "../../docs/assets/scripts/store.js"

test("a fragment names an id; one that is no valid percent-encoding names none", () => {
  assert.equal(idOf("#%E4%BB%93"), "仓")
  assert.equal(idOf(""), "")
  assert.equal(idOf("#%E4"), "")
})

test("an element belongs to the last heading before it, and a heading to itself", () => {
  globalThis.Node = { DOCUMENT_POSITION_FOLLOWING: 4 }
  const at = (place) => ({ place, compareDocumentPosition: (other) => (other.place > place ? 4 : 2) })
  const [first, text, second] = [at(1), at(2), at(3)]
  assert.equal(headingOf(text, [first, second]), first)
  assert.equal(headingOf(second, [first, second]), second)
  assert.equal(headingOf(at(0), [first, second]), undefined)
  assert.equal(headingOf(null, [first]), undefined)
})

test("what is kept is there again; where storage is off, nothing is, and nothing breaks", () => {
  const kept = new Map()
  const area = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) }
  globalThis.window = { localStorage: area }
  remember("size", "large")
  assert.equal(recall("size"), "large")
  assert.equal(recall("theme"), null)
  remember("query", "仓", "sessionStorage")
  assert.equal(recall("query", "sessionStorage"), null)
})
