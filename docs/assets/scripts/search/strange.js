// What is fetched only for a query of which the texts do not have everything: slips, sounds, and what to say of the rest.
import { lacking, suggest } from "./lacking.js"
import { mendHan, slipsOf } from "./mend.js"
import { hear, sounding } from "./pinyin.js"

/** @typedef {typeof help} Help */

export const help = { hear, lacking, mendHan, slipsOf, sounding, suggest }
