// @ts-check
/**
 * Hands on what Python tells of the step on screen once it is at rest. It comes apart from the stage's own data, which
 * would be sent again as a whole at every step.
 */

import { Component, componentOf } from "../core/mount.js";

class AtRest extends Component {
  /** @param {{told: string}} data */
  receive({ told }) {
    window.gradientAtRest = JSON.parse(told);
    window.dispatchEvent(new Event("gradient-at-rest"));
  }
}

export default componentOf(AtRest);
