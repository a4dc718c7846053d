// @ts-check
/**
 * Puts a component where Streamlit asks for one, and keeps it there while its data change.
 *
 * Streamlit calls the mount function again at each change of data or theme, with a `send` that is good until the next
 * one, and the function that it returned last when the component leaves the page. It calls one that was returned before
 * as well, while the component stays: where the data change again before the code for the last change was at hand.
 */

import { explain } from "./glossary.js";
import { isDark } from "./theme.js";

/**
 * What Streamlit hands to a mount function.
 * @typedef {object} Place
 * @property {HTMLElement} parentElement
 * @property {any} data
 * @property {(name: string, value: unknown) => void} setStateValue
 */

/**
 * What a component is made of, and where the app is.
 * @typedef {object} Served
 * @property {string} home the app's own address
 * @property {string} plotly the drawing library's, where the component draws
 * @property {string} html the component's page
 * @property {string[]} css its styles, the first of which others have too
 * @property {import("./glossary.js").Glossary} glossary
 */

/** What stands at a place on the page: a root element, and what listens to it. */
export class Component {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send says something to Python
   * @param {Served} served
   */
  constructor(root, send, served) {
    this.root = root;
    this.send = send;
    this.served = served;
  }

  /**
   * Show other data, or the same in another theme.
   * @param {any} data
   * @param {boolean} dark
   * @returns {Promise<void> | void}
   */
  receive(data, dark) {}

  /**
   * Say that it could not be shown.
   * @param {string} why
   */
  sayFailure(why) {
    this.root.textContent = `This could not be drawn: ${why}. Reload the page.`;
  }

  /** Let go of all that is not under the root. */
  close() {}
}

/** @type {WeakMap<HTMLElement, Component>} by the place that it is at */
const AT = new WeakMap();

/**
 * Return what a component's loader calls with where the files are, for the mount function that Streamlit wants.
 * @param {typeof Component} Kind
 * @returns {(served: Served) => (place: Place) => () => void}
 */
export function componentOf(Kind) {
  return (served) => ({ parentElement, data, setStateValue }) => {
    served.css.forEach(wear);
    const component = componentAt(parentElement, Kind, setStateValue, served);
    const dark = isDark(parentElement);
    component.root.dataset.theme = dark ? "dark" : "light";
    component.receive(data, dark)?.catch((error) => {
      component.sayFailure(error.message);
      throw error;
    });
    return () => {
      if (parentElement.isConnected) return; // it stays
      component.close();
      if (AT.get(parentElement) === component) AT.delete(parentElement);
    };
  };
}

/**
 * @param {HTMLElement} place
 * @param {typeof Component} Kind
 * @param {(name: string, value: unknown) => void} send
 * @param {Served} served
 * @returns {Component} the one that is there, or a new one where Streamlit has put other elements in its place
 */
function componentAt(place, Kind, send, served) {
  const known = AT.get(place);
  place.querySelector(".gd-waiting")?.replaceWith(document.createRange().createContextualFragment(served.html.trim()));
  const root = /** @type {HTMLElement} */ (place.querySelector(".gd-stage, .gd-in-sight, .gd-copy, .gd-at-rest"));
  if (known?.root === root) {
    known.send = send;
    return known;
  }
  known?.close();
  const component = new Kind(root, send, served);
  explain(root, served.glossary, served.home);
  AT.set(place, component);
  return component;
}

/**
 * Have the page styled by some CSS, once, however many components bring it along. It comes before any element that it is
 * about, so nothing is ever seen without its style.
 * @param {string} css
 */
function wear(css) {
  window.gradientStyles ??= new Set();
  if (window.gradientStyles.has(css)) return;
  window.gradientStyles.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
