// A chart by itself: in a frame of another page it is alone; on its own page it can be had as a PNG too.
import { bring } from "./lazy.js"

const tools = document.querySelector("[data-embed-tools]")
const button = document.querySelector("[data-chart-png]")

if (self !== top) tools.hidden = true

/** Draw the picture at twice its size, for sharp print. */
export async function png(source) {
  const image = new Image()
  image.src = source
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = 2 * image.naturalWidth
  canvas.height = 2 * image.naturalHeight
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL("image/png")
}

button.hidden = false
button.addEventListener("click", () => {
  const source = tools.querySelector("a[download]").href
  bring(
    () => png(source),
    button,
    (address) => {
      const link = document.createElement("a")
      link.href = address
      link.download = source.split("/").pop().replace(/svg$/, "png")
      link.click()
    },
    source,
  )
})
