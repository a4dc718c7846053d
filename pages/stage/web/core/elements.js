// @ts-check
/** Finds a component's elements. */

/**
 * Return the first element that a selector matches. Throws an Error where there is none.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}; the page and its code are of different versions`);
  return /** @type {HTMLElement} */ (found);
}

/**
 * Return the same, where it is a field that is typed into, ticked or dragged.
 * @param {ParentNode} root
 * @param {string} selector
 */
export function findInput(root, selector) {
  return /** @type {HTMLInputElement} */ (find(root, selector));
}

/**
 * Return the same, where it is an element for Plotly to draw in.
 * @param {ParentNode} root
 * @param {string} selector
 */
export function findPlot(root, selector) {
  return /** @type {Plot} */ (find(root, selector));
}

/**
 * Return all elements with data-slot, by its value; fields that are typed into are among them.
 * @param {HTMLElement} root
 * @returns {Record<string, any>}
 */
export function slotsOf(root) {
  const slots = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-slot]")]);
  return Object.fromEntries(slots.map((slot) => [slot.dataset.slot, slot]));
}

/**
 * Show the controls under a root that are named, and no others.
 * @param {HTMLElement} root
 * @param {string[]} names
 */
export function leaveOut(root, names) {
  for (const control of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-control]"))) {
    control.toggleAttribute("data-left-out", !names.includes(control.dataset.control ?? ""));
  }
}

/**
 * Show as pressed which of the buttons of a kind under a root is chosen.
 * @param {HTMLElement} root
 * @param {string} kind
 * @param {string} chosen
 */
export function press(root, kind, chosen) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(`[data-${kind}]`))) {
    button.setAttribute("aria-pressed", String(button.dataset[kind] === chosen));
  }
}

/**
 * Write a property where it differs: whatever is written, the page is styled anew.
 * @template {object} T
 * @param {T} target
 * @param {keyof T} property
 * @param {any} value
 */
export function put(target, property, value) {
  if (target[property] !== value) target[property] = value;
}

/**
 * Return an element's text as it is said: on one line, without what is covered, or hidden from all or from who listens.
 * @param {Node} node
 * @returns {string}
 */
export function textOf(node) {
  const said = [...node.childNodes].map((child) => {
    if (!(child instanceof HTMLElement)) return child.textContent ?? "";
    const unsaid = child.hidden || child.ariaHidden === "true" || child.classList.contains("covered");
    return unsaid ? "" : textOf(child);
  });
  return said.join("").replace(/\s+/g, " ");
}

/**
 * Return the element around an event's target, or that itself, that a selector matches; undefined where there is none.
 * @param {Event} event
 * @param {string} selector
 */
export function closest({ target }, selector) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found ? /** @type {HTMLElement} */ (found) : undefined;
}

/**
 * Keep the room that an element once needed: a longer number may need another line, and from then on it is always there,
 * so that the figures don't jump. Another width of the page begins anew.
 * @param {HTMLElement} element
 */
export function keepRoom(element) {
  /** @type {number | undefined} */
  let known;
  new ResizeObserver(([{ contentRect: { width } }]) => {
    if (width !== known) element.style.minHeight = "";
    known = width;
    element.style.minHeight = `${element.offsetHeight}px`;
  }).observe(element);
}
