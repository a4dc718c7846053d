// The theme, by the classes around the component: they change with it, and asking for a computed style costs
// milliseconds after each answer, since the page has then to be styled on the spot.
const DARK = new Map();

export function isDark(element) {
  const classes = [];
  for (let at = element; at && classes.length < 8; at = at.parentElement) classes.push(at.className);
  const key = classes.join("|");
  if (!DARK.has(key)) DARK.set(key, groundIsDark(element));
  return DARK.get(key);
}

function groundIsDark(element) {
  const ground = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const [, ...parts] = ground.match(/^#(..)(..)(..)$/) ?? [];
  return parts.length === 3 && parts.every((part) => parseInt(part, 16) < 128);
}
