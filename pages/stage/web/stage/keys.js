// @ts-check
/** Which button a key stands for. */

/** @type {Record<string, string>} */
const ACTIONS = {
  " ": "play", ArrowLeft: "back", ArrowRight: "step", Home: "reset", PageUp: "back", PageDown: "step",
  n: "next", Escape: "leave",
};
/** @type {Record<string, string>} with Control or Command */
const HELD = { z: "undo" };
const TAKES_KEYS = "input, textarea, select, [contenteditable=true], [role=slider], [role=grid], [role=combobox], canvas";
const TAKES_ARROWS = "[role=tab], [role=radio], [role=radiogroup]";
const TAKES_SPACE = "button, a, summary, label, [role=button]";

/**
 * Return which button a key stands for; undefined where the key belongs to what has the focus.
 * @param {KeyboardEvent} event
 * @param {EventTarget} scrub
 * @returns {string | undefined}
 */
export function actionOf(event, scrub) {
  const held = event.ctrlKey || event.metaKey;
  const action = held ? HELD[event.key] : ACTIONS[event.key];
  if (!action || event.altKey || event.shiftKey) return undefined;
  if (document.querySelector("[role=dialog], [role=listbox]")) return undefined;
  const [target] = event.composedPath();
  /** @param {string} selector */
  const within = (selector) => target instanceof Element && target.closest(selector) !== null;
  if (target !== scrub && (within(TAKES_KEYS) || within(TAKES_ARROWS))) return undefined;
  if (event.key === " " && (event.repeat || within(TAKES_SPACE))) return undefined;
  return action;
}
