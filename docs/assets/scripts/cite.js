// References: on their own page, buttons to copy and to save them; elsewhere, one entry of that page in a dialog.
import { copyFor } from "./copy.js"
import { openDialog } from "./dialogs.js"
import { fetchPage } from "./fetched.js"

/** Today, as the reader's own calendar has it, in the forms that references use. */
function today(language) {
  const now = new Date()
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  const two = (number) => String(number).padStart(2, "0")
  return {
    "%iso": `${year}-${two(month)}-${two(day)}`,
    "%slashes": `${year}/${two(month)}/${two(day)}`,
    "%parts": `${year}, ${month}, ${day}`,
    "%long": new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(now),
  }
}

/** Fill in the day of access, and put buttons behind each one. `source` is the document of the references' page. */
function enhance(entry, source) {
  const days = today(source.documentElement.lang)
  for (const place of entry.querySelectorAll("[data-accessed]")) {
    place.replaceWith(place.dataset.accessed.replace(/%\w+/g, (form) => days[form]))
  }
  for (const text of entry.querySelectorAll("[data-cite-text]")) {
    const actions = source.querySelector("template[data-cite-actions]").content.firstElementChild.cloneNode(true)
    const [copy, save] = actions.querySelectorAll("button")
    for (const button of [copy, save])
      button.setAttribute("aria-label", `${button.textContent} · ${text.dataset.citeText}`)
    copy.addEventListener("click", () => copyFor(copy, text.textContent, text.dataset.file ? "" : text.innerHTML))
    save.hidden = !text.dataset.file
    save.addEventListener("click", () => {
      const link = document.createElement("a")
      link.href = URL.createObjectURL(new Blob([text.textContent], { type: "text/plain;charset=utf-8" }))
      link.download = text.dataset.file
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 1000)
    })
    text.after(actions)
  }
}

let wanted = "" // what was asked for last, until it is there

/** Show the references that a link leads to in a dialog, once for who asks again. Rejects when they cannot be had. */
export async function openReferences(link) {
  if (wanted === link.href) return
  wanted = link.href
  const id = link.hash.slice(1)
  const part = `[data-cite-entry="${CSS.escape(id)}"]`
  const source = await fetchPage(link.href, part).finally(() => {
    if (wanted === link.href) wanted = ""
  })
  const entry = document.importNode(source.querySelector(part), true)
  const dialog = document.createElement("dialog")
  dialog.className = "cite-dialog"
  dialog.setAttribute("aria-label", link.textContent)
  const close = source.querySelector("template[data-cite-close]").content.firstElementChild.cloneNode(true)
  dialog.addEventListener("close", () => {
    dialog.remove()
    ;(link.isConnected ? link : document.getElementById(id))?.focus() // a preview has closed meanwhile
  })
  enhance(entry, source)
  const heading = entry.querySelector("h2")
  heading.removeAttribute("id") // the page has the id already
  heading.textContent = heading.textContent.trim()
  dialog.append(close, entry)
  document.body.append(dialog)
  openDialog(dialog)
}

if (document.querySelector("template[data-cite-actions]")) {
  for (const entry of document.querySelectorAll("[data-cite-entry]")) enhance(entry, document)
}
