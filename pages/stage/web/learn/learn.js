// @ts-check
/** The list of lessons, or the column of one: words that Python gives, an answer that is chosen here, and its keys. */

import { written } from "../core/clipboard_text.js";
import { closest, slotsOf } from "../core/elements.js";
import { Component, componentOf } from "../core/mount.js";
import { Outbox } from "../core/outbox.js";
import { meantOf } from "./keys.js";

const COPIED = 2500; // ms that the word stands there

/**
 * What Python sends.
 * @typedef {object} Learning
 * @property {string} html
 * @property {string} said what is read aloud of an answer
 * @property {string} about what tells one question from another
 * @property {string} session
 * @property {boolean} present
 * @property {boolean} alone whether the page's address is to be the page's alone
 */

class Learn extends Component {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    this.slots = slotsOf(root);
    this.outbox = Outbox.of("learn", this);
    /** @type {Learning} */
    this.data = /** @type {any} */ (undefined); // until the first is received
    /** @type {number | undefined} the answer that is chosen, and not said yet */
    this.choice = undefined;
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === "gd-answer") this.#choose(Number(target.value));
    });
    /** @param {KeyboardEvent} event before the stage, which listens to the document */
    this.onKey = (event) => this.#key(event);
    window.addEventListener("keydown", this.onKey, true);
    this.outbox.resume();
  }

  /** @param {Learning} data */
  receive(data) {
    const { html, about, said } = data;
    const fresh = this.data?.html !== html;
    if (this.data?.about !== about) this.choice = undefined;
    this.data = data;
    this.outbox.identity = data.session;
    this.root.dataset.present = String(data.present);
    this.root.dataset.ready = "true";
    if (data.alone && window.location.search) window.history.replaceState(window.history.state, "", window.location.pathname);
    if (!fresh) return;
    const focused = this.root.contains(document.activeElement);
    const opened = [...this.root.querySelectorAll("details")].map(({ open }) => open);
    this.slots.shown.innerHTML = html;
    this.root.querySelectorAll("details").forEach((details, i) => { details.open ||= opened[i] ?? false; });
    this.#choose(this.choice);
    if (focused) /** @type {HTMLElement | null} */ (this.root.querySelector("input:enabled, button.main:enabled"))?.focus({ preventScroll: true });
    if (this.slots.spoken.textContent !== said) this.slots.spoken.textContent = said;
  }

  /** @returns {HTMLInputElement[]} */
  get radios() {
    return [...this.root.querySelectorAll("input[name=gd-answer]")].filter((each) => each instanceof HTMLInputElement);
  }

  /** @returns {HTMLButtonElement | null} */
  get commit() {
    return this.root.querySelector("[data-commit]");
  }

  /**
   * Choose the answer at a place, where it can be chosen; it is said only by the button.
   * @param {number | undefined} place
   */
  #choose(place) {
    const { radios, commit } = this;
    const radio = place === undefined ? undefined : radios[place];
    if (!commit || !radio || radio.disabled) {
      this.choice = undefined;
      return;
    }
    this.choice = place;
    radio.checked = true;
    commit.disabled = false;
  }

  #say() {
    if (this.choice === undefined) return;
    this.#ask({ learn: "choose", choice: this.choice });
    this.choice = undefined;
    if (this.commit) this.commit.disabled = true; // until Python has answered
  }

  /** @param {Record<string, any>} request */
  #ask(request) {
    this.outbox.report(undefined, request);
    this.outbox.hurry();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = closest(event, "button");
    if (!button) return;
    if (button.dataset.request) this.#ask(JSON.parse(button.dataset.request));
    else if (button.hasAttribute("data-commit")) this.#say();
    else if (button.hasAttribute("data-copy")) void this.#copy(button);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.data || !this.root.isConnected) return;
    const meant = meantOf(event, this.data.present);
    if (!meant || !this.#does(meant)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /**
   * Do what a key asks for; return whether there was anything to do.
   * @param {NonNullable<import("./keys.js").Meant>} meant
   * @returns {boolean}
   */
  #does(meant) {
    if ("learn" in meant) {
      if (!this.root.querySelector(".vote")) return false;
      this.#ask(meant);
      return true;
    }
    if ("says" in meant) {
      const main = /** @type {HTMLButtonElement | null} */ (this.root.querySelector("button.main:enabled"));
      main?.click();
      return main !== null;
    }
    const free = this.commit ? this.radios.flatMap((radio, i) => (radio.disabled ? [] : [i])) : [];
    if (!free.length) return false;
    const at = this.choice === undefined ? -1 : free.indexOf(this.choice);
    const step = "by" in meant ? (at < 0 && meant.by < 0 ? 0 : meant.by) : 0;
    this.#choose("choice" in meant ? meant.choice : free[(at + step + free.length) % free.length]);
    return true;
  }

  /** @param {HTMLElement} button */
  async #copy(button) {
    const lines = [...this.root.querySelectorAll("[data-copied] [data-line]")];
    const text = lines.map((line) => (line instanceof HTMLAnchorElement ? line.href : line.textContent)).join("\n");
    const done = await written(`${text}\n`);
    const words = button.textContent;
    button.textContent = this.slots.spoken.textContent = done ? "Copied" : "Select the text and press Ctrl+C";
    setTimeout(() => { button.textContent = words; }, COPIED);
  }

  close() {
    window.removeEventListener("keydown", this.onKey, true);
    this.outbox.close(this);
  }
}

export default componentOf(Learn);
