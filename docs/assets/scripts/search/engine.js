// The search engine: pure functions over the records of both editions. No element of the page is touched here.
import { build } from "./index.js"
import { search, suggest } from "./query.js"

export const engine = { build, search, suggest }
