// @ts-check
/** A page that is loaded again, as after a restart of the server: where it stood, and what it had not done yet. */

const UNACKNOWLEDGED = "unacknowledged requests"; // in the tab's own store

/**
 * Load the page at the moment that is shown, and leave it the requests that are not acknowledged. The address bar may
 * hold another moment: Streamlit puts back the one that it read when the page opened.
 * @param {{ pathname: string, query: string }} [moment]
 * @param {object[]} [requests]
 */
export function loadAgain(moment = window.gradientStage, requests = unacknowledgedOf("stage", "examples")) {
  const { pathname, query } = /** @type {StageMoment} */ (moment);
  sessionStorage.setItem(UNACKNOWLEDGED, JSON.stringify({ query, requests }));
  window.location.replace(`${pathname}?${query}`);
}

/**
 * @param {string[]} keys
 * @returns {object[]}
 */
function unacknowledgedOf(...keys) {
  return keys.flatMap((key) => window.gradientOutboxes?.[key]?.unacknowledged ?? []);
}

/**
 * Return the requests left by the page before it was loaded again at this moment; they are given once.
 * @param {string} [query]
 * @returns {Record<string, any>[]}
 */
export function takeOver(query) {
  if (query === undefined) return [];
  const kept = JSON.parse(sessionStorage.getItem(UNACKNOWLEDGED) ?? "{}");
  sessionStorage.removeItem(UNACKNOWLEDGED);
  return kept.query === query ? kept.requests : [];
}
