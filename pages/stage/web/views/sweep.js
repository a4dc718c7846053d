// @ts-check
/** How far each of many rates comes: a click on one takes it, from the start. */

import { View } from "./view.js";

export class SweepView extends View {
  /** @param {{ x: number, y: number }} point */
  rateAt({ x }) {
    return x;
  }
}
