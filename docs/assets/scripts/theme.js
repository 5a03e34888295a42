// The theme: as the system has it, light, or dark. The header's inline script applies it before the first paint.
import { remember } from "./store.js"

const KEY = "digest-theme"
const system = matchMedia("(prefers-color-scheme: dark)")

function follow() {
  const { theme } = document.documentElement.dataset
  const dark = theme === "dark" || (theme === "auto" && system.matches)
  document.body.dataset.mdColorScheme = dark ? "slate" : "default"
}

/**
 * Take what the reader chose, and keep it.
 * @param {string} theme
 */
export function applyTheme(theme) {
  document.documentElement.dataset.theme = theme
  remember(KEY, theme)
  follow()
}

system.addEventListener("change", follow)
