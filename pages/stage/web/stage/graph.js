// @ts-check
/** The stage of the Chain rule page: the computational graph, whose numbers are text fields, above the transport. */

import { closest, press } from "../core/elements.js";
import { componentOf } from "../core/mount.js";
import { Stage } from "./stage.js";

class GraphStage extends Stage {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    /** @param {Event} event */
    const choose = (event) => {
      const edge = closest(event, "[data-factor]");
      const factor = edge?.dataset.factor;
      if (!factor || !this.drawing) return false;
      press(this.root, "factor", factor);
      this.report({ factor });
      return true;
    };
    root.addEventListener("click", choose);
    root.addEventListener("keydown", (event) => {
      if ((event.key === "Enter" || event.key === " ") && choose(event)) event.preventDefault();
    });
  }

  /** Put the graph in its place. */
  fill() {
    const { header } = this;
    this.write("graph", header.graph);
    press(this.root, "factor", header.factor);
  }
}

export default componentOf(GraphStage);
