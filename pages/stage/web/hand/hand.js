// @ts-check
/** What a hand can move of where the run starts: the boundary in the plane, and the ring on the map. */

import { Handles } from "./handles.js";
import { StartRing } from "./start_ring.js";

/** @typedef {import("../core/columns.js").Point} Point */

export class Hand {
  /** @param {any} stage the Lab's */
  constructor(stage) {
    this.stage = stage;
    this.handles = new Handles(stage, this);
    this.ring = new StartRing(stage, this);
    /** @type {import("../stage/scene.js").Scene | undefined} */
    this.scene = undefined;
  }

  get acts() {
    return this.handles.acts;
  }

  /** Whether handles are on the boundary. */
  get on() {
    return this.handles.open;
  }

  /** Take in what Python sends. */
  fill() {
    this.handles.fill();
    this.ring.fill();
  }

  /** The step on screen is another one, or the same anew. */
  drawn() {
    this.handles.drawn();
    this.ring.put();
  }

  /**
   * Hear of each drawing of a scene.
   * @param {import("../stage/scene.js").Scene} scene
   */
  follow(scene) {
    if (this.scene === scene) return;
    this.scene = scene;
    this.ring.watch(scene.curve);
    scene.tells = { plane: (plane) => this.handles.put(plane), curve: () => this.ring.put() };
  }

  /**
   * Go to step 0 and have the run begin anew, as a hand has laid its start; of one drag the newest alone is asked for.
   * @param {{ drag: string, move: string, held: boolean, line?: Point[], start?: number[] }} request
   */
  startAnew(request) {
    const { stage } = this;
    stage.asked = stage.wanted = undefined;
    stage.t = 0;
    stage.draw(true);
    stage.report(request);
  }

  close() {
    this.handles.close();
    this.ring.close();
  }
}
