// @ts-check
/** What every figure here shares: Plotly itself, the dark palette, its size and how it behaves. */

/**
 * Return Plotly itself, loaded once.
 * @param {string} url
 * @returns {Promise<Plotly>}
 */
export function loadPlotly(url) {
  window.gradientPlotly ??= new Promise((resolve, reject) => {
    if (window.Plotly) { resolve(window.Plotly); return; }
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(/** @type {Plotly} */ (window.Plotly));
    script.onerror = () => reject(new Error("the drawing library could not be loaded"));
    document.head.append(script);
  });
  return window.gradientPlotly;
}

/**
 * Have it fetched while the page around this module is still being built; it runs only when a figure is to be drawn.
 * @param {string} url
 */
export function expectPlotly(url) {
  if (window.Plotly || document.head.querySelector(`link[href="${url}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href: url }));
}

/**
 * Return a value with all colours in it exchanged, however deep they lie.
 * @param {any} value
 * @param {Record<string, string>} colours
 * @returns {any}
 */
export function recolour(value, colours) {
  if (typeof value === "string") return colours[value] ?? value;
  if (Array.isArray(value)) return value.map((entry) => recolour(entry, colours));
  if (value && typeof value === "object") {
    if (value.bdata || ArrayBuffer.isView(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, recolour(entry, colours)]));
  }
  return value;
}

/**
 * Return a figure's size, set outright: with autosize, Plotly would measure the page at every frame.
 * @param {Plot} plot
 */
export function room(plot) {
  return { autosize: false, width: plot.clientWidth, height: plot.clientHeight };
}

/**
 * Enlarge a figure's type, the room around it and its marks, in place.
 * @param {Drawable} figure
 * @param {number} type by how much the type is
 * @param {number} around by how much the room is
 * @param {number} marks by how much points and lines are
 */
export function enlarge({ data, layout }, type, around, marks) {
  enlargeType(layout, type);
  for (const side of Object.keys(layout.margin)) layout.margin[side] *= around;
  for (const shape of layout.shapes) {
    if (shape.line?.width) shape.line.width *= marks;
    if (shape.xsizemode === "pixel") for (const end of ["x0", "x1", "y0", "y1"]) shape[end] *= marks;
  }
  for (const { marker, line } of data) {
    if (line?.width) line.width *= marks;
    if (marker?.line?.width) marker.line.width *= marks;
    if (marker?.size) marker.size = Array.isArray(marker.size) ? marker.size.map((/** @type {number} */ each) => each * marks) : marker.size * marks;
  }
}

/**
 * @param {any} value
 * @param {number} type
 */
function enlargeType(value, type) {
  for (const [key, entry] of Object.entries(value)) {
    if (key.endsWith("font") && entry.size) entry.size *= type;
    else if (entry && typeof entry === "object" && !ArrayBuffer.isView(entry)) enlargeType(entry, type);
  }
}

/**
 * Draw a figure, whatever was there before.
 *
 * Plotly looks at most every 50 ms where the mouse is, and takes a click for one on what it found there last; unhover
 * lets it look anew at once.
 * @param {Plotly} plotly
 * @param {Plot} plot
 * @param {Drawable} figure
 * @param {object} config
 */
export function drawFigure(plotly, plot, figure, config) {
  if (!plot.drawn) plot.addEventListener("pointerdown", () => plotly.Fx.unhover(plot), true);
  plot.drawn = plotly.react(plot, figure.data, figure.layout, config);
}

/**
 * Free what Plotly holds of a figure that has left the page. A drawing under way would end with an error.
 * @param {Plotly} plotly
 * @param {Plot} plot
 */
export async function putAway(plotly, plot) {
  await plot.drawn;
  setTimeout(() => { if (!plot.isConnected) plotly.purge(plot); });
}

export const PLOT_CONFIG = {
  scrollZoom: true,
  responsive: false,
  doubleClick: "reset",
  displaylogo: false,
  modeBarButtons: [["zoomIn2d", "zoomOut2d"]],
};
