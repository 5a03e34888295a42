// Places of a page: what a fragment names, and the heading under which something stands.

/**
 * The id that a fragment names, or "".
 * @param {string} hash
 */
export function idOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return "" // a fragment that is no valid percent-encoding names nothing
  }
}

/** The element that the address names by its fragment, if the page has it. */
export const addressed = () => document.getElementById(idOf(location.hash))

/**
 * Of headings in the order of the page, the one under which an element stands, or which it is.
 * @template {Element} Heading
 * @param {Element | null} element
 * @param {Heading[]} headings
 */
export function headingOf(element, headings) {
  const before = (/** @type {Heading} */ heading) =>
    element && heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
  return headings.filter((heading) => heading === element || before(heading)).pop()
}
