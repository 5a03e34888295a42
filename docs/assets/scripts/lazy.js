// What is fetched at its first use, by name, and the notice that it could not be had: in the reader's language, with the
// address that leads to the same without scripts, where there is one, and another try.
const notice = document.querySelector("[data-notice]")

/**
 * Say that what `origin` asks for could not be had.
 * @param {any} origin what was used
 * @param {() => void} again
 * @param {string} address
 */
export function tell(origin, again, address = origin.href ?? "") {
  const link = notice.querySelector("a")
  link.hidden = !address
  link.href = address
  ;(origin.closest("dialog") ?? document.body).append(notice) // behind a dialog everything is inert
  notice.hidden = false
  notice.onclick = ({ target }) => {
    if (target === notice) return
    notice.hidden = true
    origin.focus()
    if (target.value) again()
  }
}

/**
 * Do what `origin` asks for with what has to be fetched for it, or say that it could not be had.
 * @param {() => Promise<any>} get
 * @param {any} origin
 * @param {(what: any) => any} act
 * @param {string} [address]
 */
export async function bring(get, origin, act, address) {
  notice.hidden = true // of what was tried before
  try {
    await act(await get())
  } catch (error) {
    console.error(error)
    const wasUsed = document.activeElement === origin
    tell(origin, () => bring(get, origin, act, address), address)
    if (wasUsed) notice.querySelector("button").focus() // at the end of the page nobody would look for it
  }
}
