// What the reader has chosen, as the browser keeps it: for good, or as long as the tab lives. Where storage is off,
// nothing is kept, and a choice lasts for this page.

/** @typedef {"localStorage" | "sessionStorage"} Area */

/**
 * @param {string} key
 * @param {Area} area
 */
export function recall(key, area = "localStorage") {
  try {
    return window[area].getItem(key)
  } catch {
    return null
  }
}

/**
 * @param {string} key
 * @param {string} value
 * @param {Area} area
 */
export function remember(key, value, area = "localStorage") {
  try {
    window[area].setItem(key, value)
  } catch {
    // Storage is off, or full.
  }
}
