// Which button a key stands for; none where the key belongs to what has the focus.
const WISHES = {
  " ": "play", ArrowLeft: "back", ArrowRight: "step", Home: "reset", PageUp: "back", PageDown: "step",
  n: "next", Escape: "leave",
};
const TAKES_KEYS = "input, textarea, select, [contenteditable=true], [role=slider], [role=grid], [role=combobox], canvas";
const TAKES_ARROWS = "[role=tab], [role=radio], [role=radiogroup]";
const TAKES_SPACE = "button, a, summary, label, [role=button]";

export function wishOf(event, scrub) {
  const held = event.ctrlKey || event.metaKey;
  const wish = held ? { z: "undo" }[event.key] : WISHES[event.key];
  if (!wish || event.altKey || event.shiftKey) return undefined;
  if (document.querySelector("[role=dialog], [role=listbox]")) return undefined;
  const target = event.composedPath()[0];
  const within = (selector) => target.closest?.(selector);
  if (target !== scrub && (within(TAKES_KEYS) || within(TAKES_ARROWS))) return undefined;
  if (event.key === " " && (event.repeat || within(TAKES_SPACE))) return undefined;
  return wish;
}
