// @ts-check
/** What a presenter's clicker does, and the keys that show factors one at a time. */

/**
 * Return what its keys do, by data-do; nothing for those that do nothing now.
 * @param {import("./stage.js").Stage} stage
 * @returns {Record<string, (() => void) | false>}
 */
export function clickerActs(stage) {
  const { reveal, payload, controls, everyStep: { back, step } } = stage;
  const present = payload?.header.present === true;
  return {
    onward: () => (present && reveal.covers ? reveal.next(stage.here()) : moved(stage, step)),
    backward: () => (present && reveal.cameAt(stage.here()) ? reveal.cover() : moved(stage, back)),
    next: reveal.offered && (() => reveal.next(stage.here())),
    cover: reveal.offered && (() => reveal.cover()),
    blank: present && (() => controls.blank.cover()),
  };
}

/**
 * Go to another step; for a class all is covered anew there.
 * @param {import("./stage.js").Stage} stage
 * @param {() => void} go
 */
function moved(stage, go) {
  const t = stage.here();
  go();
  if (stage.payload.header.present && stage.here() !== t) stage.reveal.anew();
}
