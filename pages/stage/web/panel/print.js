// @ts-check
/** The button that prints: which part of the page comes onto paper is said by the page's own style. */

import { find } from "../core/elements.js";
import { Component, componentOf } from "../core/mount.js";

class PrintButton extends Component {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    find(root, "button").onclick = () => window.print();
  }

  /** @param {{label: string}} data */
  receive(data) {
    find(this.root, "button").textContent = data.label;
  }
}

export default componentOf(PrintButton);
