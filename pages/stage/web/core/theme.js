// @ts-check
/**
 * Tells a dark theme from a light one by the classes around a component: they change with it, and asking for a computed
 * style costs milliseconds after each answer, since the page has then to be styled on the spot.
 */

/** @type {Map<string, boolean>} by those classes */
const DARK = new Map();

/**
 * Return whether an element stands on dark ground.
 * @param {Element} element
 */
export function isDark(element) {
  const classes = [];
  for (let at = /** @type {Element | null} */ (element); at && classes.length < 8; at = at.parentElement) {
    classes.push(at.className);
  }
  const key = classes.join("|");
  const known = DARK.get(key);
  if (known !== undefined) return known;
  const dark = groundIsDark(element);
  DARK.set(key, dark);
  return dark;
}

/** @param {Element} element */
function groundIsDark(element) {
  const ground = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const [, ...parts] = ground.match(/^#(..)(..)(..)$/) ?? [];
  return parts.length === 3 && parts.every((part) => parseInt(part, 16) < 128);
}
