// The search engine: pure functions over the records of an edition. No element of the page is touched here.
import { build, extend } from "./index.js"
import { search } from "./query.js"

export const engine = { build, extend, search }
