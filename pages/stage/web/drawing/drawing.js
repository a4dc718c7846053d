// @ts-check
/** Drawing: tools, hand and keys. What is done is on screen at once; Python snaps it and answers with the points. */

import { closest, find, slotsOf } from "../core/elements.js";
import { loadAgain, takeOver } from "../core/loading_again.js";
import { Component, componentOf } from "../core/mount.js";
import { writeNumber } from "../core/numbers.js";
import { Outbox } from "../core/outbox.js";
import { waitBeforeLeaving } from "../core/streamlit_page.js";
import { fingerprint, unpack } from "../core/unpacking.js";
import { expectPlotly, loadPlotly } from "../draw/plotting.js";
import { DrawKeys, pastOf } from "./keyboard.js";
import { DrawPlane } from "./plane.js";
import { DrawPointer } from "./pointer.js";
import { Requests, pointsOf } from "./requests.js";

/** @type {Record<string, number>} */
const ADDS = { add0: 0, add1: 1 };

export class Drawing extends Component {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    expectPlotly(served.plotly);
    this.outbox = Outbox.of("drawing", this, () => this.#loadAgain());
    this.stays = waitBeforeLeaving(() => this.outbox.unacknowledged.length > 0);
    /** @type {Requests} */
    this.requests = window.gradientDrawing?.requests ?? new Requests(this.outbox);
    this.slots = slotsOf(root);
    this.tool = window.gradientDrawing?.tool ?? "add1";
    this.jitter = false;
    /** @type {import("./payload.js").DrawingHeader} */
    this.header = /** @type {any} */ (undefined); // until the first one is received
    /** @type {DrawPlane} */
    this.plane = /** @type {any} */ (undefined); // until there is Plotly, like the next two
    /** @type {DrawPointer} */
    this.pointer = /** @type {any} */ (undefined);
    /** @type {DrawKeys} */
    this.keys = /** @type {any} */ (undefined);
    /** @type {string | undefined} the payload's fingerprint */
    this.name = undefined;
    /** @type {boolean} */
    this.dark = false;
    /** @type {string | undefined} whose points it shows */
    this.data = undefined;
    /** @type {[number, number][]} what part of the plane is in sight */
    this.view = [];
    /** @type {[number, number][]} and what in the whole view */
    this.opening = [];
    const mac = /Mac|iPhone|iPad/.test(navigator.platform);
    for (const [what, key] of Object.entries(mac ? { undo: "⌘Z", redo: "⇧⌘Z" } : { undo: "Ctrl+Z", redo: "Ctrl+Y" })) {
      this.slots[`${what}Key`].textContent = this.slots[`${what}Help`].textContent = key;
      this.button(what).title = `${what === "undo" ? "Undo" : "Redo"} (${key})`;
    }
    /** @type {(event: KeyboardEvent) => void} */
    this.onKey = () => {};
    this.click = matchMedia("(pointer: coarse)").matches ? "Tap" : "Click";
    this.#listen();
  }

  /**
   * Show a payload.
   * @param {Uint8Array} bytes
   * @param {boolean} dark
   */
  async receive(bytes, dark) {
    const name = fingerprint(bytes);
    if (name === this.name && dark === this.dark) return;
    const { header, columns } = unpack(bytes);
    const last = window.gradientDrawing;
    if (last && last.session !== header.session) {
      this.#loadAgain(); // the server was restarted, and Streamlit has told it of an older moment
      return;
    }
    [this.name, this.dark, this.header] = [name, dark, header];
    this.outbox.identity = header.session;
    if (this.data !== header.data) { // other points: all of them come into view; where this plane left off it goes on
      const { view, opening } = last && last.data === header.data ? last : { view: header.view, opening: header.view };
      Object.assign(this, { view, opening, data: header.data });
    }
    if (!this.plane && last && last.data !== header.data) this.requests.forget();
    this.requests.receive(pointsOf(columns), header.counts, header.acknowledged);
    if (this.root.dataset.ready !== "true") {
      takeOver(header.address).forEach((request) => this.requests.make(request));
      this.outbox.resume();
    }
    this.#keep();
    if (header.address) this.outbox.address(header.address);
    if (!this.plane) {
      const plotly = await loadPlotly(this.served.plotly);
      this.plane ??= new DrawPlane(this.root, plotly, () => this.#viewed());
      this.pointer ??= new DrawPointer(this);
      this.keys ??= new DrawKeys(this);
    }
    this.draw();
    this.root.dataset.ready = "true";
    this.root.querySelector("[inert]")?.removeAttribute("inert");
  }

  /** Leave word for the plane that is put in this one's place, and for a page that must be loaded again. */
  #keep() {
    const { view, opening, tool, requests } = this;
    const { session, data, address } = this.header;
    const { pathname } = window.location;
    window.gradientDrawing = { session, data, view, opening, tool, requests, pathname, query: address };
  }

  /** Load the page again at its last moment. What the server had not taken in when it went is done then. */
  #loadAgain() {
    loadAgain(window.gradientDrawing, this.requests.open);
  }

  draw() {
    const { header, slots } = this;
    const { points, counts } = this.requests.now;
    this.jitter &&= header.jitter !== "";
    const look = { dark: this.dark, colours: header.dark, jitter: this.jitter };
    this.plane.show(header.plane, points, this.view, look);
    this.pointer.again();
    this.keys.again();
    [0, 1].forEach((label) => {
      for (const slot of [`class${label}`, `name${label}`]) slots[slot].textContent = header.classes[label];
      slots[`class${label}`].parentElement.title = `Add a point of ${this.className(label)}`;
      slots[`count${label}`].textContent = counts[label].toLocaleString("en-US");
    });
    for (const what of /** @type {const} */ (["undo", "redo"])) this.button(what).disabled = header[what] === 0 && this.requests.sent.length === 0;
    slots.empty.hidden = counts[0] + counts[1] > 0;
    slots.empty.textContent = `No points yet: ${this.click.toLowerCase()} to draw one`;
    const notes = this.jitter ? [header.jitter, ...header.notes] : header.notes;
    slots.notes.textContent = notes.join(" ");
    this.button("jitter").hidden = !header.jitter;
    this.button("jitter").setAttribute("aria-pressed", String(this.jitter));
    this.#sayTool();
    this.#sayView();
  }

  /** @param {string} what */
  button(what) {
    return /** @type {HTMLButtonElement} */ (find(this.root, `[data-do=${what}]`));
  }

  #viewed() {
    this.view = this.plane.range;
    this.#keep();
    this.#sayView();
    this.keys.again();
  }

  #sayView() {
    const outside = this.plane.outOfView();
    const zoomed = this.view.some((axis, which) => axis.some((end, i) => end !== this.opening[which][i]));
    this.button("home").hidden = !zoomed && outside === 0;
    this.button("home").textContent = outside ? `Whole view (${outside.toLocaleString("en-US")} out of sight)` : "Whole view";
  }

  #sayTool() {
    const { click, tool, slots } = this;
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("[data-tool]"))) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
    }
    this.root.dataset.tool = tool;
    /** @param {number} label */
    const adds = (label) => `${click} to add a point of ${this.className(label)}; drag a point to move it.`;
    /** @type {Record<string, string>} */
    const words = {
      add0: adds(0),
      add1: adds(1),
      move: "Drag a point to move it.",
      flip: `${click} a point to put it into the other class.`,
      erase: `${click} a point to erase it.`,
    };
    slots.now.textContent = words[tool];
  }

  /** @param {number} label */
  className(label) {
    const name = this.header.classes[label];
    return name === `class ${label}` ? name : `class ${label}, ${name}`;
  }

  /**
   * Return the place of a pixel in words, in the data's units.
   * @param {number[]} pixel
   */
  where(pixel) {
    const [x1, x2] = this.plane.data(pixel);
    const first = `x₁ = ${writeNumber(x1)}`;
    return this.header.features === 1 ? first : `${first}, x₂ = ${writeNumber(x2)}`;
  }

  /** @param {number[]} [pixel] */
  sayWhere(pixel) {
    this.slots.where.hidden = !pixel;
    if (pixel) this.slots.where.textContent = this.where(pixel);
  }

  /** @param {string} words */
  say(words) {
    this.slots.spoken.textContent = words;
  }

  // --------------------------------------------------------------------------------------------- what one can do
  /**
   * Return the class that the tool in hand adds points of, if it adds any.
   * @returns {number | undefined}
   */
  get adds() {
    return ADDS[this.tool];
  }

  /**
   * Do at a pixel what the tool in hand does; reach : how far away a point may be that is meant.
   * @param {number[]} pixel
   * @param {number} reach
   */
  act(pixel, reach) {
    if (this.adds !== undefined) {
      this.#request({ add: [...this.plane.data(pixel), this.adds], range: this.plane.range });
      this.say(`A point of ${this.className(this.adds)} added.`);
      return;
    }
    const point = this.plane.nearest(pixel, reach);
    if (!point) this.say("No point is near.");
    else if (this.tool === "flip") {
      this.#request({ flip: point.row }, point);
      this.say(`Point ${point.row + 1} is in ${this.className(1 - point.y)} now.`);
    } else if (this.tool === "erase") {
      this.#request({ erase: point.row }, point);
      this.say(`Point ${point.row + 1} erased.`);
    }
  }

  /**
   * Put a point where it is drawn at a pixel; where it is drawn beside its place, it stays as far beside it.
   * @param {import("./requests.js").DrawnPoint} point
   * @param {number[]} pixel
   */
  move(point, pixel) {
    const to = this.plane.data(pixel).map((value, which) => (this.jitter ? value - point.beside[which] : value));
    this.#request({ move: point.row, to, range: this.plane.range }, point);
    this.say(`Point ${point.row + 1} moved.`);
  }

  /**
   * @param {Record<string, any>} request
   * @param {import("./requests.js").DrawnPoint} [point]
   */
  #request(request, point) {
    this.requests.make(request, point);
    this.draw();
  }

  /** @param {string} tool */
  #choose(tool) {
    this.pointer.cancel();
    this.keys.cancel();
    this.tool = tool;
    this.#keep();
    this.#sayTool();
  }

  // ---------------------------------------------------------------------------------------------------- listeners
  #listen() {
    /** @type {Record<string, () => void>} */
    const acts = {
      undo: () => this.#request({ undo: true }),
      redo: () => this.#request({ redo: true }),
      home: () => {
        this.opening = this.header.view;
        this.plane.range = this.opening;
      },
      in: () => this.plane.zoom(1 / 2),
      out: () => this.plane.zoom(2),
      jitter: () => {
        this.jitter = !this.jitter;
        this.draw();
      },
    };
    this.root.addEventListener("click", (event) => {
      const button = closest(event, "button");
      if (!button || !this.plane) return;
      if (button.dataset.tool) this.#choose(button.dataset.tool);
      else acts[button.dataset.do ?? ""]?.();
    });
    this.onKey = (event) => {
      const action = this.plane && pastOf(event);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      if (!this.button(action).disabled) acts[action]();
    };
    document.addEventListener("keydown", this.onKey, true);
  }

  /** @param {string} why */
  sayFailure(why) {
    this.slots.now.textContent = `The plane could not be drawn: ${why}. Reload the page.`;
  }

  close() {
    this.stays();
    this.outbox.close(this);
    document.removeEventListener("keydown", this.onKey, true);
    this.plane?.close();
  }
}

export default componentOf(Drawing);
