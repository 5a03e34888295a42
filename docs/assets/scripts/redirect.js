// An address that leads on. What follows “?” is kept; so is an id, unless it has moved by itself: then its link stands
// in the element of that id. One file for all of them, since a strict policy knows scripts by file or by content.
const onward = document.querySelector("[data-onward]")
let id = location.hash.slice(1)
try {
  id = decodeURIComponent(id)
} catch {
  // not a valid encoding: taken as it is
}
const moved = document.getElementById(id)?.querySelector("a")
const to = new URL((moved ?? onward).href)
if (id && !moved) to.hash = location.hash
to.search = location.search
location.replace(to)
