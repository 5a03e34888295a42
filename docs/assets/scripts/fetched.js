// What scripts fetch of the site. What comes may be another page than the one that was asked for, with the status 200
// (of a network that wants its reader to sign in): that is told from what it lacks, and counts as nothing.

/**
 * A page of the site, read but not shown; rejects when it cannot be had, or has no such part. By XMLHttpRequest, which
 * runs no scripts, as DOMParser does not either, but is no sink of Trusted Types and needs no policy
 * (w3.org/TR/trusted-types).
 * @param {string | URL} address
 * @param {string} part a selector
 * @returns {Promise<Document>}
 */
export function fetchPage(address, part) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const refuse = () => reject(new Error(`${request.status} for ${address}`))
    request.open("GET", address)
    request.responseType = "document"
    request.onload = () => {
      if (request.status === 200 && request.response?.querySelector(part)) resolve(request.response)
      else refuse()
    }
    request.onerror = refuse
    request.send()
  })
}
