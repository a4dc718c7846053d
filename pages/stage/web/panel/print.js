// The button that prints: which part of the page comes onto paper is said by the page's own style.
export default function mount({ parentElement }) {
  const root = parentElement.querySelector(".gd-print");
  root.dataset.theme = isDark(parentElement) ? "dark" : "light";
  root.querySelector("button").onclick = () => window.print();
}
