// What Streamlit does with a component: it is shown again and again at one place, and let go of once it is gone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Component, componentOf } from "../../pages/stage/web/core/mount.js";

const SERVED = { home: "", plotly: "", html: "<div></div>", css: [] };

globalThis.getComputedStyle = () => ({ getPropertyValue: () => "#ffffff" });

const rootElement = () => ({ dataset: {}, addEventListener: () => {} });

// Stands in for the element that Streamlit hands over; its root is another one once Streamlit has filled it anew.
class Place {
  constructor() {
    Object.assign(this, { isConnected: true, className: "", parentElement: null, root: rootElement() });
  }

  querySelector(selector) { return selector === ".gd-waiting" ? null : this.root; }
}

// A kind of component that counts: how many there were, how many are gone.
function counting() {
  const made = [];
  class Kind extends Component {
    constructor(...args) {
      super(...args);
      Object.assign(this, { seen: [], gone: 0 });
      made.push(this);
    }

    receive(data) { this.seen.push(data); }

    close() { this.gone += 1; }
  }
  return { made, mount: componentOf(Kind)(SERVED) };
}

const at = (parentElement, data) => ({ parentElement, data, setStateValue: () => {} });

test("data that change before the code is at hand leave one component, which stays", () => {
  for (const early of [true, false]) { // whether Streamlit lets go of the first before it shows the second
    const { made, mount } = counting();
    const place = new Place();
    const first = mount(at(place, 1));
    if (early) first();
    const second = mount(at(place, 2));
    if (!early) first();
    assert.equal(made.length, 1, "two would both act at each click");
    assert.deepEqual(made[0].seen, [1, 2]);
    assert.equal(made[0].gone, 0);
    place.isConnected = false;
    second();
    assert.equal(made[0].gone, 1);
  }
});

test("a component that has left the page is let go of, and a new one takes its place", () => {
  const { made, mount } = counting();
  const place = new Place();
  const leave = mount(at(place, 1));
  place.isConnected = false;
  leave();
  place.isConnected = true;
  mount(at(place, 2));
  assert.deepEqual(made.map(({ seen, gone }) => [seen, gone]), [[[1], 1], [[2], 0]]);
});

test("where Streamlit has put other elements the old component is let go of at once", () => {
  const { made, mount } = counting();
  const place = new Place();
  const first = mount(at(place, 1));
  place.root = rootElement();
  mount(at(place, 2));
  assert.deepEqual(made.map(({ gone }) => gone), [1, 0]);
  first(); // late: the second one stays
  assert.deepEqual(made.map(({ gone }) => gone), [1, 0]);
});
