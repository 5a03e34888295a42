// The words of a query: where they begin and end, and which of them only ask or join.
import { HAN, NUMBER, STOP, tokens } from "./fold.js"

/** @typedef {import("./fold.js").Token} Token */
/** @typedef {{ text: string, at: number, end: number, idle: boolean }} Word */

// What asks and joins in Chinese. As words they are told apart from 家居 and 会员 by a dictionary, where the browser has
// one; without it only those that are safe within any word count.
const IDLE =
  "的 地 了 着 过 吗 呢 吧 啊 呀 嘛 么 是 有 没有 没 不 也 都 就 才 还 还是 还有 又 再 很 太 最 更 挺 真 真的 好 多 " +
  "会 能 可以 能够 可 要 想 应该 该 需要 必须 让 把 被 给 对 对于 和 与 跟 及 以及 或 或者 在 从 到 去 来 向 往 于 以 为 " +
  "为了 因为 所以 但 但是 而 而且 如果 我 你 您 他 她 它 我们 你们 他们 自己 别人 人家 这 那 这个 那个 这些 那些 这样 那样 " +
  "这种 那种 一个 一些 一下 一样 什么 怎么 怎样 怎么样 怎么办 怎么回事 如何 为什么 为何 为啥 咋 咋样 咋办 啥 哪 哪些 哪个 哪里 " +
  "哪家 哪种 谁 几 多少 多大 多久 多长 是否 是不是 有没有 能不能 会不会 可不可以 请问 到底 究竟 现在 目前 一直 已经 正在 其实 " +
  "之 所 其 等 里 上 下 中 里面 时候 东西 情况 关于 有关 那么 这么 怎 请 做 用 个 种 家 只 每 各 一 二 两 些 次 年 月"
const idleWords = new Set(IDLE.split(" "))
const ASKING =
  /为什么|怎么样|怎么办|是多少|有没有|有哪些|是什么|是不是|能不能|会不会|可以|什么|怎么|怎样|如何|多少|哪些|哪个|是否|请问|[的吗呢了]/gu
const ASKED = /^[哪几]|^多少|^不.?$/u // 哪一天, 几个, 多少钱, 不到
// Not every browser has one (Firefox from 125).
const { Segmenter } = globalThis.Intl ?? {}
const segmenter = Segmenter && new Segmenter("zh", { granularity: "word" })

/**
 * The words of a folded text. Without a dictionary a run of Han characters between words that ask is one.
 * @param {string} folded
 * @returns {Word[]}
 */
export function split(folded) {
  if (segmenter) {
    return [...segmenter.segment(folded)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment, index }) => ({
        text: segment,
        at: index,
        end: index + segment.length,
        idle: HAN.test(segment)
          ? idleWords.has(segment) || ASKED.test(segment)
          : tokens(segment).every(({ token }) => STOP.has(token)),
      }))
  }
  const found = []
  let at = 0
  const add = (/** @type {number} */ to) => {
    for (const run of folded.slice(at, to).matchAll(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}.,%'-])+/gu)) {
      const [text] = run
      found.push({ text, at: at + run.index, end: at + run.index + text.length, idle: STOP.has(text) })
    }
  }
  for (const asking of folded.matchAll(ASKING)) {
    add(asking.index)
    at = asking.index + asking[0].length
    found.push({ text: asking[0], at: asking.index, end: at, idle: true })
  }
  add(folded.length)
  return found
}

/**
 * How much each token of a query counts: next to nothing where it asks or joins, a tenth where it is a pair of characters
 * that no text has, across the border of two words; unless one of these is a character that is in no other pair.
 * @param {Token[]} found
 * @param {Word[]} words
 * @param {(token: string) => boolean} isKnown
 * @returns {number[]}
 */
export function weigh(found, words, isKnown) {
  const isPair = (/** @type {Token} */ { token }) => HAN.test(token) && !NUMBER.test(token)
  const covered = found.filter((one) => isPair(one) && isKnown(one.token))
  return found.map((one) => {
    const { token, at, end } = one
    if (STOP.has(token)) return 0.05
    if (!isPair(one)) return 1
    const touched = words.filter((word) => word.at < end && word.end > at)
    if (touched.some(({ idle, text }) => idle && [...text].length > 1)) return 0.05
    if (touched.length < 2 || isKnown(token)) return 1
    const isAlone = (/** @type {Word} */ word) =>
      [...word.text].length === 1 && !covered.some((other) => other.at < word.end && other.end > word.at)
    return touched.some(isAlone) ? 1 : 0.1
  })
}
