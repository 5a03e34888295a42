// The theme: as the system has it, light, or dark. The header's inline script applies it before the first paint.
import { remember } from "./store.js"

const KEY = "digest-theme"
const system = matchMedia("(prefers-color-scheme: dark)")
let choice = document.documentElement.dataset.theme ?? "auto"

function apply() {
  const dark = choice === "dark" || (choice === "auto" && system.matches)
  document.documentElement.dataset.theme = choice
  document.body.dataset.mdColorScheme = dark ? "slate" : "default"
}

for (const radio of document.querySelectorAll("[data-settings] [name=theme]")) {
  radio.checked = radio.value === choice
  radio.addEventListener("change", () => {
    choice = radio.value
    remember(KEY, choice)
    apply()
  })
}
system.addEventListener("change", apply)
