// @ts-check
/** Writes text where it can be pasted from. */

/**
 * Write text where it can be pasted from, and return whether that was done: a browser lets a page do so only where it
 * came over https or from this machine, and else by a way that is older.
 * @param {string} text
 */
export async function written(text) {
  if (navigator.clipboard) {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (done) return true;
  }
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.style.cssText = "position: fixed; opacity: 0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
