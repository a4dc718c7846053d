// @ts-check
/** Which views the Lab's second picture has: a line for each. */

import { press } from "../core/elements.js";
import { CurveView } from "./curve.js";
import { MapView } from "./map.js";
import { SigmaView } from "./sigma.js";
import { SweepView } from "./sweep.js";
import { View } from "./view.js";

/**
 * Return the views of a stage by their names, in which nothing is drawn yet.
 * @param {HTMLElement} root
 * @returns {Record<string, View>}
 */
export function openViews(root) {
  const views = [
    new CurveView("loss"),
    new CurveView("log"),
    new CurveView("weights"),
    new SweepView("sweep"), // how far each of many rates comes
    new View("step"), // J along one step, with points of its own; nothing moves in it
    new SigmaView("sigma", root),
    ...["map", "w1-b", "w2-b", "squared"].map((name) => new MapView(name, root)),
  ];
  return Object.fromEntries(views.map((view) => [view.name, view]));
}

/**
 * Show which view is chosen: one of the menu stands in the tab that opens it.
 * @param {HTMLElement} root
 * @param {Record<string, any>} slots
 * @param {string} view
 */
export function showChosen(root, { more, moreWord }, view) {
  press(root, "view", view);
  const chosen = more.querySelector("[aria-pressed=true]");
  more.toggleAttribute("data-chosen", chosen !== null);
  moreWord.textContent = chosen?.textContent ?? "more";
}
