// @ts-check
/** What is said at the end of a run, with a button for each thing that helps. */

import { goToPage } from "../core/streamlit_page.js";

/**
 * Put an outcome in its place.
 * @param {Record<string, any>} slots
 * @param {import("./payload.js").OutcomeHeader} outcome
 */
export function sayOutcome({ outcomeText, outcomeActs }, { text, acts }) {
  outcomeText.textContent = text;
  const asks = JSON.stringify(acts);
  if (outcomeActs.dataset.asks === asks) return; // a button that has the focus stays
  outcomeActs.dataset.asks = asks;
  outcomeActs.replaceChildren(...acts.map(({ words, request }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    if (typeof request.page === "string") button.addEventListener("click", () => goToPage(`/${request.page}`));
    else button.dataset.request = JSON.stringify(request);
    return button;
  }));
}
