// What a person reads on a page, once it has settled: the lines of its main section and of its sidebar, and what its
// controls say. A table's row and a formula are one line each. null while the page is still at work.
() => {
  const stage = document.querySelector(".gd-stage");
  if ((stage && stage.dataset.ready !== "true") || document.querySelector("[data-testid=stProgress]")) return null;
  const roots = ["stMain", "stSidebar"].map((name) => document.querySelector(`[data-testid=${name}]`));
  const joined = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line);
  const lines = (root) => {
    let text = root?.innerText ?? "", at = 0;
    for (const whole of root?.querySelectorAll("[role=row], .katex") ?? []) {
      const part = whole.innerText.trim(), found = part.includes("\n") ? text.indexOf(part, at) : -1;
      if (found < 0) continue;
      const line = joined(part).join(" | ");
      text = text.slice(0, found) + line + text.slice(found + part.length);
      at = found + line.length;
    }
    return joined(text);
  };
  const name = (e) => e.ariaLabel || joined(e.closest("label")?.innerText ?? "").join(" ") || e.title;
  const controls = roots.flatMap((root) => [...(root?.querySelectorAll("input, textarea, select, button, [role]") ?? [])])
    .filter((e) => e.checkVisibility())
    .flatMap((e) => {
      const state = ["Checked", "Pressed", "Selected"].map((what) => e[`aria${what}`]).find((its) => its);
      const label = name(e) || joined(e.innerText ?? e.textContent).join(" ");
      if (e.disabled && e.matches("button")) return [`${label}: disabled`];
      if (e.type === "checkbox" || e.type === "radio") return e.checked ? [`${label}: chosen`] : [];
      if (e.matches("input, textarea, select")) return [`${label}: ${e.value}`];
      return state === "true" ? [`${label}: chosen`] : [];
    });
  return { main: lines(roots[0]), sidebar: lines(roots[1]), controls };
}
