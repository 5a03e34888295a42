// The theme, as the system has it, light, or dark, and the size of letters. The header's inline script applies both before
// the first paint; here they follow what the reader chooses, in other tabs too, and on a page that is come back to.
import { recall, remember } from "./store.js"

const [THEME, SIZE] = ["digest-theme", "digest-size"]
const root = document.documentElement
const system = matchMedia("(prefers-color-scheme: dark)")
// The colour of the browser's own bars: one for each theme of the system, until the reader has chosen a theme.
/** @type {any[]} */
const bars = [...document.querySelectorAll("meta[name=theme-color]")]
const [light, dark] = bars.map(({ content }) => content)

function follow() {
  const { theme } = root.dataset // anything but light and dark is as the system has it
  const isDark = theme === "dark" || (theme !== "light" && system.matches)
  document.body.dataset.mdColorScheme = isDark ? "slate" : "default"
  bars.forEach((bar, at) => {
    bar.content = theme === "auto" ? [light, dark][at] : isDark ? dark : light
  })
}

/**
 * Take what the reader chose, and keep it.
 * @param {string} theme
 */
export function applyTheme(theme) {
  root.dataset.theme = theme
  remember(THEME, theme)
  follow()
}

/**
 * Likewise for the size of letters.
 * @param {string} size
 */
export function applySize(size) {
  root.dataset.size = size
  remember(SIZE, size)
}

/** Take what the reader has chosen elsewhere. */
function read() {
  root.dataset.theme = recall(THEME) ?? "auto"
  root.dataset.size = recall(SIZE) ?? "standard"
  follow()
}

follow()
system.addEventListener("change", follow)
addEventListener("storage", read)
addEventListener("pageshow", (event) => event.persisted && read())
