// @ts-check
/** Which button a key stands for. */

/** @type {Record<string, string>} */
const ACTIONS = {
  " ": "play", ArrowLeft: "back", ArrowRight: "step", Home: "reset", PageUp: "backward", PageDown: "onward", Escape: "leave", Enter: "commit",
};
/** @type {Record<string, string>} which one can switch off */
const LETTERS = { n: "next", b: "blank", ".": "blank", 1: "answer1", 2: "answer2", 3: "answer3" };
/** @type {Record<string, string>} with Shift */
const SHIFTED = { n: "cover" };
/** @type {Record<string, string>} with Control or Command */
const HELD = { z: "undo" };
const CLICKER = ["backward", "onward"];
const SCROLLS = ["play", "reset", ...CLICKER]; // the page, where that has the keys
const TAKES_KEYS = "input, textarea, select, [contenteditable=true], [role=slider], [role=grid], [role=combobox], canvas, [data-handle]";
const TAKES_ARROWS = "[role=tab], [role=radio], [role=radiogroup]";
const TAKES_SPACE = "button, a, summary, label, [role=button]";

/**
 * Where a key finds the page.
 * @typedef {object} KeyPlace
 * @property {Element} [target] what has the focus; nothing where that is the stage
 * @property {boolean} present whether the page is shown to a class
 * @property {boolean} letters whether keys of one letter act
 * @property {EventTarget} scrub
 */

/**
 * Return which button a key stands for; undefined where the key belongs to what has the focus, or to the page.
 * @param {KeyboardEvent} event
 * @param {KeyPlace} place
 * @returns {string | undefined}
 */
export function actionOf(event, { target, present, letters, scrub }) {
  const action = meantBy(event, letters);
  if (!action || event.altKey || document.querySelector("[role=dialog], [role=listbox]")) return undefined;
  if (present && CLICKER.includes(action)) return action;
  if (!target) return event.key === " " && event.repeat ? undefined : action;
  /** @param {string} selector */
  const within = (selector) => target.closest(selector) !== null;
  if (target !== scrub && (within(TAKES_KEYS) || within(TAKES_ARROWS))) return undefined;
  if (event.key === "Enter") return undefined;
  if (event.key === " " && (event.repeat || within(TAKES_SPACE))) return undefined;
  return !present && SCROLLS.includes(action) ? undefined : action;
}

/**
 * @param {KeyboardEvent} event
 * @param {boolean} letters
 * @returns {string | undefined}
 */
function meantBy({ key, ctrlKey, metaKey, shiftKey }, letters) {
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) return shiftKey ? undefined : HELD[letter];
  if (letter in LETTERS) return letters ? (shiftKey && SHIFTED[letter]) || LETTERS[letter] : undefined;
  return shiftKey ? undefined : ACTIONS[key];
}
