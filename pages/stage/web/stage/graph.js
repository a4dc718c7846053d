// The stage of the Chain rule page: the computational graph, whose numbers are text fields, above the transport.

import { componentOf } from "../core/mount.js";
import { Stage } from "./stage.js";

class GraphStage extends Stage {
  constructor(root, send, served) {
    super(root, send, served);
    const choose = (event) => {
      const edge = event.target.closest("[data-factor]");
      if (!edge || !this.drawing) return false;
      this.press("factor", edge.dataset.factor);
      this.report({ factor: edge.dataset.factor });
      return true;
    };
    root.addEventListener("click", choose);
    root.addEventListener("keydown", (event) => {
      if ((event.key === "Enter" || event.key === " ") && choose(event)) event.preventDefault();
    });
  }

  fill() {
    const { header } = this.payload;
    this.write("graph", header.graph);
    this.press("factor", header.factor);
  }
}

export default componentOf(GraphStage);
