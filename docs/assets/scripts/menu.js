// The menu on a narrow screen. Without this module a label and its checkbox open it, by touch alone;
// with it a button does, for keyboard and screen reader too, and the page behind rests.
import { tellClosed, tellOpened } from "./dialogs.js"

const toggle = document.getElementById("__drawer")
const button = document.querySelector("[data-menu-button]")
const menu = document.getElementById("site-menu")

if (toggle && button && menu) {
  const behind = document.querySelectorAll(".md-skip, .md-content, .md-sidebar--secondary, .md-footer, .md-header")

  const show = (open) => {
    toggle.checked = open
    button.setAttribute("aria-expanded", String(open))
    for (const element of behind) element.inert = open
    if (open) tellOpened(close)
    else tellClosed(close)
    if (open) (menu.querySelector("[aria-current]") || menu.querySelector("a")).focus()
    else button.focus()
  }

  const close = () => show(false)

  addEventListener("pageshow", () => (toggle.checked = false)) // browsers restore it for who comes back
  document.querySelector("[data-menu-label]").hidden = true
  button.hidden = false
  button.addEventListener("click", () => show(!toggle.checked))
  toggle.addEventListener("change", () => show(toggle.checked))
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.checked) show(false)
  })
  menu.addEventListener("click", (event) => {
    // A link to a section of this page loads nothing, so the menu has to close by itself; later than way-back.js does it.
    if (event.target.closest("[data-contents] a")) setTimeout(() => toggle.checked && close())
  })
  // A wide window shows the menu as a sidebar.
  matchMedia("(min-width: 76.25em)").addEventListener("change", () => toggle.checked && show(false))
}
