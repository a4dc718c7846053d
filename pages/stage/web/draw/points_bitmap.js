// @ts-check
/**
 * Shows the points as one picture of themselves. Whatever moves above or below them has them painted again, and a
 * thousand paths a frame is more than there is time for; one picture is not. Plotly finds points without their paths.
 */

const QUIET = 120; // ms without a change before the picture is taken

export class PointsBitmap {
  /** @param {Plot} plot */
  constructor(plot) {
    this.plot = plot;
    /** @type {SVGImageElement | undefined} */
    this.picture = undefined;
    plot.on("plotly_afterplot", () => this.renew());
    plot.on("plotly_relayouting", () => this.renew()); // while a hand zooms or pans
  }

  /** Show the points themselves, and their picture once all is quiet. */
  renew() {
    this.drop();
    this.timer = setTimeout(() => this.#take(), QUIET);
  }

  /** Take the picture away. */
  drop() {
    clearTimeout(this.timer);
    this.plot.classList.remove("pictured");
    this.picture?.remove();
    this.picture = undefined;
  }

  #take() {
    const layer = /** @type {SVGGElement | null} */ (this.plot.querySelector(".scatterlayer"));
    if (!layer?.ownerSVGElement || !this.plot.clientWidth) return;
    const { width, height } = layer.ownerSVGElement.getBoundingClientRect();
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "image");
    for (const [name, value] of Object.entries({ width, height, class: "points-picture" })) {
      picture.setAttribute(name, String(value));
    }
    picture.onload = () => this.plot.classList.toggle("pictured", picture.isConnected);
    picture.setAttribute("href", this.#paint(layer, width, height));
    layer.prepend(picture);
    this.picture = picture;
  }

  /**
   * Return what the browser would paint of the points' paths, as the address of a picture.
   * @param {Element} layer
   * @param {number} width
   * @param {number} height
   */
  #paint(layer, width, height) {
    const canvas = document.createElement("canvas");
    const scale = window.devicePixelRatio;
    [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    for (const path of /** @type {NodeListOf<SVGPathElement>} */ (layer.querySelectorAll("path.point"))) {
      const { e, f } = /** @type {SVGTransform} */ (path.transform.baseVal.consolidate()).matrix;
      const shape = new Path2D(path.getAttribute("d") ?? "");
      const { style } = path;
      pen.setTransform(scale, 0, 0, scale, e * scale, f * scale);
      pen.globalAlpha = Number(style.opacity || 1) * Number(style.fillOpacity || 1);
      pen.fillStyle = style.fill;
      if (style.fill !== "none") pen.fill(shape);
      pen.globalAlpha = Number(style.opacity || 1) * Number(style.strokeOpacity || 1);
      pen.lineWidth = parseFloat(style.strokeWidth);
      pen.strokeStyle = style.stroke;
      if (pen.lineWidth > 0) pen.stroke(shape);
    }
    return canvas.toDataURL();
  }
}
