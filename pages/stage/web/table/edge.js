// @ts-check
/** Shows at a table's edge that there is more beyond it. */

/**
 * Have the right edge fade while there is more beyond it.
 * @param {HTMLElement} scroll
 */
export function fadeEdge(scroll) {
  scroll.toggleAttribute("data-more", scroll.scrollLeft + scroll.clientWidth < scroll.scrollWidth - 1);
}
