// What is fetched as it is, to be copied or saved.

/**
 * A text of the site that is no page; rejects when it cannot be had, or is a page.
 * @param {string | URL} address
 */
export async function fetchText(address) {
  const answer = await fetch(address)
  const isPage = answer.headers.get("content-type")?.startsWith("text/html")
  if (!answer.ok || isPage) throw new Error(`${answer.status} for ${address}`)
  return answer.text()
}
