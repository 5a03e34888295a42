// The theme: as the system has it, light, or dark. The header's inline script applies it before the first paint.
const KEY = "digest-theme"
const CHOICES = ["auto", "light", "dark"]
const system = matchMedia("(prefers-color-scheme: dark)")
const button = document.querySelector("[data-theme-button]")
let choice = document.documentElement.dataset.theme

function apply() {
  const dark = choice === "dark" || (choice === "auto" && system.matches)
  document.documentElement.dataset.theme = choice
  document.body.dataset.mdColorScheme = dark ? "slate" : "default"
  label()
}

function label() {
  button.setAttribute("aria-label", button.dataset[choice])
  button.title = button.dataset[choice]
}

if (button) {
  button.hidden = false
  button.addEventListener("click", () => {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length]
    try {
      localStorage.setItem(KEY, choice)
    } catch {
      // Storage is off: the choice lasts for this page.
    }
    apply()
  })
  system.addEventListener("change", apply)
  label()
}
