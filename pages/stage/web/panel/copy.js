// @ts-check
/** The button that copies the link of what is on screen, and says that it did. */

import { written } from "../core/clipboard_text.js";
import { findInput, slotsOf } from "../core/elements.js";
import { Component, componentOf } from "../core/mount.js";

const SAID = 2500; // ms that the word stands there

class CopyLink extends Component {
  /** @type {string} the query of the link, where the page's address is none */
  query = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  said = undefined;

  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    this.slots = slotsOf(root);
    root.querySelector("button")?.addEventListener("click", () => void this.copy());
  }

  /** @param {{query: string}} data */
  receive(data) {
    this.query = data.query;
  }

  close() {
    clearTimeout(this.said);
  }

  get link() {
    return this.query ? new URL(`?${this.query}`, new URL(this.served.home, document.baseURI)).href : location.href;
  }

  async copy() {
    const { link } = this;
    const copied = await written(link);
    const { slots } = this;
    const field = findInput(this.root, "[data-slot=link]");
    field.hidden = copied;
    field.value = link;
    if (!copied) field.select();
    slots.spoken.textContent = copied ? "The link is copied." : "Press Ctrl+C to copy the link.";
    slots.word.textContent = copied ? "Copied" : "Ctrl+C";
    clearTimeout(this.said);
    this.said = setTimeout(() => {
      slots.word.textContent = "Copy link";
      slots.spoken.textContent = "";
    }, SAID);
  }
}

export default componentOf(CopyLink);
