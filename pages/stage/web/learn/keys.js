// @ts-check
/** Which keys say an answer, and which show the next thing to a class. */

const LETTERS_KEPT = "gradient-letter-keys"; // whether keys of one letter act: the stage's own switch
const TAKES_KEYS = "input:not([type=radio]), textarea, select, [contenteditable=true], [role=slider], [role=grid], [role=combobox], [role=listbox]";
const PRESSED = "button, a, summary";
const OVER = "dialog[open], [role=dialog], [role=listbox]"; // what lies over the page has the keys

/**
 * What a key asks for: the answer at a place from 0, the one before or after, to say it, or the next thing to show.
 * @typedef {{ choice: number } | { by: number } | { says: true } | { learn: "onward" | "backward" } | undefined} Meant
 */

/**
 * Return what a key means here; nothing where it belongs to something else.
 * @param {KeyboardEvent} event
 * @param {boolean} present whether the page is shown to a class
 * @returns {Meant}
 */
export function meantOf(event, present) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(OVER)) return undefined;
  if (present) {
    if (key === "PageDown") return { learn: "onward" };
    return key === "PageUp" ? { learn: "backward" } : undefined;
  }
  const at = target instanceof Element ? target : document.body;
  if (event.shiftKey || at.closest(TAKES_KEYS)) return undefined;
  const choice = placeOf(key);
  if (choice !== undefined) return { choice };
  if (key === "Enter" && !at.closest(PRESSED)) return { says: true };
  if (at.matches("[type=radio]")) return undefined; // it has arrows of its own
  if (key === "ArrowDown") return { by: 1 };
  return key === "ArrowUp" ? { by: -1 } : undefined;
}

/** @param {string} key "a" or "1" is the first */
function placeOf(key) {
  if (window.localStorage.getItem(LETTERS_KEPT) === "off") return undefined;
  const at = "abcdef".indexOf(key.toLowerCase());
  if (key.length === 1 && at >= 0) return at;
  return /^[1-6]$/.test(key) ? Number(key) - 1 : undefined;
}
