// Copying: the button says that it did, to eyes and to screen readers, and then takes its own words again.

/** Put a text on the clipboard; also where the clipboard's own interface is missing (plain http, in-app browsers). */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = document.createElement("textarea")
    field.value = text
    field.setAttribute("aria-hidden", "true")
    field.style.cssText = "position:fixed;inset-block-start:0;opacity:0"
    document.body.append(field)
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    return done
  }
}

let voice = null

/** Tell a screen reader. What speaks has to be there before it does; in a dialog, inside of it. */
function announce(words) {
  voice ??= Object.assign(document.createElement("span"), { className: "spoken", role: "status" })
  const place = document.querySelector("dialog[open]") ?? document.body
  if (voice.parentElement !== place) place.append(voice)
  voice.textContent = ""
  setTimeout(() => (voice.textContent = words), 50)
}

/** Copy a text on behalf of a button, whose `data-done` says that it did. If it cannot be copied, show it to copy by hand. */
export async function copyFor(button, text) {
  const done = await write(text)
  button.focus()
  if (!done) {
    prompt(button.textContent, text)
    return
  }
  const words = (button.dataset.words ??= button.textContent)
  const name = (button.dataset.name ??= button.getAttribute("aria-label") ?? "")
  button.style.minWidth = `${button.offsetWidth}px` // a shorter word draws nothing together
  button.textContent = button.dataset.done
  if (name) button.setAttribute("aria-label", button.dataset.done)
  announce(button.dataset.done)
  clearTimeout(Number(button.dataset.timer))
  button.dataset.timer = String(setTimeout(() => {
    button.textContent = words
    if (name) button.setAttribute("aria-label", name)
  }, 2000))
}
