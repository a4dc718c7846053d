// Brings its own place on the page into view, each time its data changes; not when the page opens.
const SEEN = new WeakMap();

export default function mount({ parentElement, data }) {
  const known = SEEN.get(parentElement);
  SEEN.set(parentElement, data);
  if (known === undefined || known === data) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const place = parentElement.querySelector("div");
  // what is new above it takes its room first
  setTimeout(() => place.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" }), 150);
}
