// @ts-check
/**
 * Explains symbols: an element with data-term shows, when it is hovered, focused or tapped, what the glossary says of it.
 * There is one box for it on the page, which several components share; the words come with the code.
 */

import { closest } from "./elements.js";
import { goToPage } from "./streamlit_page.js";

const TERM_DELAY = 200; // ms that a pointer rests on a symbol before its words appear, or beside it before they go
const TERM_GAP = 6; // pixels between a symbol and its words
const TERM_ID = "gd-term";

/**
 * What is said of a term.
 * @typedef {object} Entry
 * @property {string} title
 * @property {string} words
 * @property {string} page the address of the page that shows more
 * @property {string} more what that page is called
 */

/** @typedef {{ terms: Record<string, Entry>, symbols: Record<string, string> }} Glossary */

/**
 * Return the key of the term that a symbol belongs to, whatever its index and whether it has a tilde; undefined if none.
 * @param {string} symbol
 * @param {Glossary} glossary
 */
export function termOf(symbol, { symbols }) {
  return symbols[symbol.replace(/[\u0303₁₂]/g, "").replace(/\s+/g, " ").trim()];
}

/**
 * Have an element explain a symbol, where the glossary has it.
 * @param {HTMLElement} element
 * @param {string} symbol
 * @param {Glossary} glossary
 */
export function markTerm(element, symbol, glossary) {
  const term = termOf(symbol, glossary);
  if (term) element.dataset.term = term;
}

/**
 * Return where a box is best put: below or above a symbol, as it covers less of the plots, and inside the window.
 * @param {{ left: number, top: number, bottom: number }} at the symbol
 * @param {{ width: number, height: number }} box
 * @param {{ width: number, height: number }} view
 * @param {{ left: number, right: number, top: number, bottom: number }[]} plots
 */
export function termPlace(at, box, view, plots) {
  const left = Math.max(TERM_GAP, Math.min(at.left, view.width - box.width - TERM_GAP));
  const tops = [at.bottom + TERM_GAP, at.top - TERM_GAP - box.height];
  /** @param {number} top */
  const cost = (top) => {
    const outside = Math.max(0, TERM_GAP - top) + Math.max(0, top + box.height + TERM_GAP - view.height);
    const covered = plots.map((plot) =>
      Math.max(0, Math.min(plot.right, left + box.width) - Math.max(plot.left, left))
      * Math.max(0, Math.min(plot.bottom, top + box.height) - Math.max(plot.top, top)));
    return outside * 1e6 + covered.reduce((sum, area) => sum + area, 0);
  };
  const top = cost(tops[1]) < cost(tops[0]) ? tops[1] : tops[0];
  return { left, top: Math.max(TERM_GAP, top) };
}

/** The box with a term's words. */
class TermBox {
  constructor() {
    this.box = document.createElement("div");
    this.box.id = TERM_ID;
    this.box.className = "gd-term";
    this.box.setAttribute("role", "tooltip");
    this.box.hidden = true;
    document.body.append(this.box);
    /** @type {HTMLElement | undefined} the symbol whose words are shown */
    this.of = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.box.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.box.addEventListener("pointerleave", () => this.hideSoon());
    this.box.addEventListener("click", (event) => {
      const link = /** @type {HTMLAnchorElement | undefined} */ (closest(event, "a"));
      if (link && goToPage(link.pathname)) event.preventDefault();
      if (link) this.hide();
    });
    this.box.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget !== this.of) this.hide(); });
    document.addEventListener("pointerdown", ({ target }) => {
      if (target instanceof Node && !this.box.contains(target) && !this.of?.contains(target)) this.hide();
    }, true);
    addEventListener("keydown", (event) => { // on the window, before the stage hears of it
      if (event.key !== "Escape" || this.box.hidden) return;
      event.stopPropagation(); // it closes this, and nothing behind it
      const { of } = this;
      if (this.box.contains(document.activeElement)) of?.focus();
      this.hide();
    }, true);
    addEventListener("scroll", ({ target }) => { if (target !== this.box) this.hide(); }, true);
  }

  /**
   * @param {HTMLElement} of
   * @param {Glossary} glossary
   * @param {string} home
   */
  show(of, { terms }, home) {
    clearTimeout(this.timer);
    const term = terms[of.dataset.term ?? ""];
    if (!term || this.of === of) return;
    this.hide();
    this.of = of;
    const [title, words, more] = [document.createElement("b"), document.createElement("span"), document.createElement("a")];
    title.textContent = term.title;
    words.textContent = `: ${term.words} `;
    more.textContent = `More: ${term.more}`;
    more.href = new URL(`${home}${term.page}${location.search}`, document.baseURI).href;
    this.box.replaceChildren(title, words, more);
    const style = getComputedStyle(of); // of its scheme: the box stands outside all components
    for (const name of ["--ink", "--surface", "--soft"]) this.box.style.setProperty(name, style.getPropertyValue(name));
    this.box.hidden = false;
    of.setAttribute("aria-describedby", TERM_ID);
    const plots = [...document.querySelectorAll(".gd-stage .plot")].map((plot) => plot.getBoundingClientRect());
    const view = { width: innerWidth, height: innerHeight };
    const { left, top } = termPlace(of.getBoundingClientRect(), this.box.getBoundingClientRect(), view, plots);
    this.box.style.left = `${left}px`;
    this.box.style.top = `${top}px`;
  }

  /** @param {() => void} act */
  soon(act) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, TERM_DELAY);
  }

  hideSoon() {
    this.soon(() => { if (document.activeElement !== this.of) this.hide(); });
  }

  hide() {
    clearTimeout(this.timer);
    this.of?.removeAttribute("aria-describedby");
    this.of = undefined;
    this.box.hidden = true;
  }
}

/**
 * Have all that carries data-term under a component's root explain itself.
 * @param {HTMLElement} root
 * @param {Glossary} glossary
 * @param {string} home
 */
export function explain(root, glossary, home) {
  const box = () => /** @type {TermBox} */ (window.gradientTerms ??= new TermBox());
  /** @param {Event} event */
  const symbol = (event) => closest(event, "[data-term]");
  root.addEventListener("pointerover", (event) => {
    const of = symbol(event);
    if (of && event.pointerType === "mouse") box().soon(() => box().show(of, glossary, home));
  });
  root.addEventListener("pointerout", (event) => { if (symbol(event) && event.pointerType === "mouse") box().hideSoon(); });
  root.addEventListener("focusin", (event) => {
    const of = symbol(event);
    if (of?.matches(":focus-visible")) box().show(of, glossary, home);
  });
  root.addEventListener("focusout", (event) => {
    const { relatedTarget: to } = event;
    const stays = to instanceof Element && (box().box.contains(to) || to.matches(".gd-stage")); // which has it after each press
    if (symbol(event) && !stays) box().hide();
  });
  root.addEventListener("click", (event) => {
    const of = symbol(event);
    if (of) box().show(of, glossary, home);
  });
  root.addEventListener("keydown", (event) => {
    const of = symbol(event);
    if (event.key !== "Enter" || !of || of.matches("button")) return;
    event.preventDefault();
    box().show(of, glossary, home);
    box().box.querySelector("a")?.focus();
  });
}
