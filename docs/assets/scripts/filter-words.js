// How the filters of the indexes read what is typed: with the spelling and the mercy of the search.
import { fold, HAN, stem, tokens } from "./search/fold.js"
import { mendRun, slipsOf } from "./search/mend.js"

export const spell = (text, simple) => fold(text, simple).folded

/** Whether a text has characters that none of others has: Traditional ones, perhaps. */
export const isStrange = (text, others) =>
  (text.match(/\p{Script=Han}/gu) ?? []).some((sign) => !others.some((other) => other.includes(sign)))

/**
 * What will do for each of some words in texts: the word itself; where no text has it, another form of it, or what it
 * may be a slip of.
 * @param {string[]} words folded
 * @param {string[]} texts folded
 * @returns {string[][]}
 */
export function accept(words, texts) {
  /** @type {Map<string, Set<string>> | null} */
  let forms = null
  const formsOf = (stems) => {
    forms ??= learnForms(texts)
    return stems.flatMap((one) => [...(forms?.get(one) ?? [])])
  }
  return words.map((word) => {
    if (texts.some((text) => text.includes(word))) return [word]
    if (HAN.test(word)) return [word, ...([...word].length > 2 ? mendRun(texts, word) : [])]
    const other = formsOf([stem(word)])
    return [word, ...(other.length > 0 ? other : formsOf(slipsOf({ salient: forms?.keys() ?? [] }, stem(word))))]
  })
}

/** The words of texts, by their stems. */
function learnForms(texts) {
  const forms = new Map()
  for (const text of texts) {
    for (const { token, at, end, pair } of tokens(text)) {
      if (pair || HAN.test(token)) continue
      if (!forms.has(token)) forms.set(token, new Set())
      forms.get(token).add(text.slice(at, end))
    }
  }
  return forms
}
