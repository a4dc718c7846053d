// The button that prints: which part of the page comes onto paper is said by the page's own style.

import { Component, componentOf } from "../core/mount.js";

class PrintButton extends Component {
  constructor(root, send, served) {
    super(root, send, served);
    root.querySelector("button").onclick = () => window.print();
  }
}

export default componentOf(PrintButton);
