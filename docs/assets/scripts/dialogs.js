// Dialogs, and whatever else opens above a page. What is open stands in the history, of which way-back.js keeps account;
// where that cannot be had, the way back leaves the page.
const wayBack = (tell) => import("./way-back.js").then(tell, () => {})

/**
 * Say that something has opened, which `close` closes.
 * @param {() => void} close
 */
export const tellOpened = (close, kind = "overlay") => wayBack((module) => module.opened({ close, kind }))

/**
 * Say that what `close` closes was closed.
 * @param {() => void} close
 */
export const tellClosed = (close) => wayBack((module) => module.closed(close))

/** Show a dialog until its reader closes it, presses beside it, or goes back. */
export function openDialog(dialog, kind = "overlay") {
  const close = () => dialog.close()
  const press = ({ target }) => (target === dialog || target.closest("[data-close]")) && close()
  dialog.addEventListener("click", press)
  dialog.addEventListener(
    "close",
    () => {
      dialog.removeEventListener("click", press)
      tellClosed(close)
    },
    { once: true },
  )
  dialog.showModal()
  tellOpened(close, kind)
}
