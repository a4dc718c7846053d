// @ts-check
/** The stage of a page whose pictures are elsewhere: the picked example's chain rule above the transport. */

import { componentOf } from "../core/mount.js";
import { Stage } from "./stage.js";

class StripStage extends Stage {
  /** Put the strip's words in their place. */
  fill() {
    this.write("strip", this.header.strip);
  }
}

export default componentOf(StripStage);
