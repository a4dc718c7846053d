// What every figure here shares: Plotly itself, the dark palette, its size and how it behaves.
function loadPlotly(url) {
  window.gradientPlotly ??= new Promise((resolve, reject) => {
    if (window.Plotly) { resolve(window.Plotly); return; }
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("the drawing library could not be loaded"));
    document.head.append(script);
  });
  return window.gradientPlotly;
}

// Fetched while the page around this module is still being built; run only when a figure is to be drawn.
if (!window.Plotly && !document.head.querySelector(`link[href="${PLOTLY_URL}"]`)) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href: PLOTLY_URL }));
}

function recolour(value, colours) {
  if (typeof value === "string") return colours[value] ?? value;
  if (Array.isArray(value)) return value.map((entry) => recolour(entry, colours));
  if (value && typeof value === "object") {
    if (value.bdata || ArrayBuffer.isView(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, recolour(entry, colours)]));
  }
  return value;
}

// A figure's size is set outright: with autosize, Plotly would measure the page at every frame.
function room(plot) {
  return { autosize: false, width: plot.clientWidth, height: plot.clientHeight };
}

// Draws a figure, whatever was there before.
function drawFigure(plotly, plot, figure, config) {
  plot.drawn = plotly.react(plot, figure.data, figure.layout, config);
}

// Frees what Plotly holds of a figure that has left the page. A drawing under way would end with an error.
async function putAway(plotly, plot) {
  await plot.drawn;
  setTimeout(() => { if (!plot.isConnected) plotly.purge(plot); });
}

const PLOT_CONFIG = {
  scrollZoom: true,
  responsive: false,
  doubleClick: "reset",
  displaylogo: false,
  modeBarButtons: [["zoomIn2d", "zoomOut2d"]],
};
