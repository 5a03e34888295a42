// Copying: the button says that it did, to eyes and to screen readers, and then takes its own words again.

/** What is in front: a dialog that is open, else the page. @returns {HTMLElement} */
const front = () => [...document.querySelectorAll("dialog[open]")].pop() ?? document.body

/**
 * Put a text on the clipboard, and the same as HTML if there is any; also where the clipboard's own interface is
 * missing (plain http, in-app browsers).
 */
async function write(text, html) {
  const forms = { "text/plain": text, ...(html && { "text/html": html }) }
  try {
    if (!html) await navigator.clipboard.writeText(text)
    else {
      const blobs = Object.entries(forms).map(([type, content]) => [type, new Blob([content], { type })])
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
    }
    return true
  } catch {
    const field = document.createElement("textarea")
    field.value = text
    field.setAttribute("aria-hidden", "true")
    field.style.cssText = "position:fixed;inset-block-start:0;opacity:0"
    front().append(field) // behind a dialog everything is inert
    field.select()
    // Chromium says yes to a selection that is empty, too: only the field knows whether it was copied from.
    let copied = false
    field.addEventListener("copy", (event) => {
      copied = true
      if (!html || !event.clipboardData) return
      for (const [type, content] of Object.entries(forms)) event.clipboardData.setData(type, content)
      event.preventDefault() // else the browser puts the field's plain text there
    })
    const done = document.execCommand("copy") && copied
    field.remove()
    return done
  }
}

/** @type {HTMLElement | null} */
let voice = null

/** Tell a screen reader. What speaks has to be there before it does; in a dialog, inside of it. */
function announce(words) {
  const speaker = voice ?? Object.assign(document.createElement("span"), { className: "spoken", role: "status" })
  voice = speaker
  const place = front()
  if (speaker.parentElement !== place) place.append(speaker)
  speaker.textContent = ""
  setTimeout(() => (speaker.textContent = words), 50)
}

/**
 * Copy a text on behalf of a button, whose `data-done` says that it did; or show it, to be copied by hand.
 * `html` is the same with its italics.
 */
export async function copyFor(button, text, html = "") {
  const done = await write(text, html)
  button.focus()
  if (!done) {
    prompt(button.textContent, text)
    return
  }
  button.dataset.words ??= button.textContent
  button.dataset.name ??= button.getAttribute("aria-label") ?? ""
  const { words, name } = button.dataset // its own, whatever it says now
  button.style.minWidth = `${button.offsetWidth}px` // a shorter word draws nothing together
  button.textContent = button.dataset.done
  if (name) button.setAttribute("aria-label", button.dataset.done)
  announce(button.dataset.done)
  clearTimeout(Number(button.dataset.timer))
  button.dataset.timer = String(
    setTimeout(() => {
      button.textContent = words
      if (name) button.setAttribute("aria-label", name)
    }, 2000),
  )
}
