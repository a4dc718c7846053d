// @ts-check
/**
 * The page around a component, with its clock: whether Streamlit is making it, whether the server is there, and which
 * report was taken in last. Streamlit's own marks are read here alone, so that an outbox can be tested without a page.
 */

// What is touched elsewhere on the page may have Python make all of it again. That shows only a while later.
const ELSEWHERE = "input, textarea, button, label, a, [role=option], [role=slider], [role=combobox]";
const OWN = ".gd-stage, .gd-table, .gd-draw";
const LINKS = "[data-testid=stSidebarNavLink], [data-testid=stPageLink-NavLink]"; // to other pages
const [LOOK, PATIENCE] = [50, 10_000]; // ms between two looks whether one may leave a page, and until one does anyhow
const LEAVES = 20_000; // ms until a page that was asked for is held to come no more

/** What an outbox asks of the page. */
export class StreamlitPage {
  constructor() {
    this.name = Date.now().toString(36); // tells this page's reports from those before it was loaded again
    /** @type {MutationObserver | undefined} */
    this.connection = undefined;
    window.gradientTouched ??= watchTouches();
    window.gradientLeaves ??= watchLinks();
  }

  now() {
    return performance.now();
  }

  /**
   * Do something so many ms later, unless it is cancelled.
   * @param {() => void} act
   * @param {number} ms
   * @returns {number}
   */
  later(act, ms) {
    return setTimeout(act, ms);
  }

  /** @param {number} [timer] */
  cancel(timer) {
    clearTimeout(timer);
  }

  /** Return whether Python is making the page, or a part of it. */
  get runs() {
    return stateOf("testScriptState") === "running";
  }

  get connected() {
    return stateOf("testConnectionState") === "CONNECTED";
  }

  /** Return when something was touched last that may have Python make the page again. */
  get touchedAt() {
    return window.gradientTouched;
  }

  /**
   * Return whether another page was asked for and is not there yet. Streamlit lets the last of several waiting calls
   * say which page it is: one that a component makes meanwhile would take the other page back.
   */
  get leaves() {
    const { from, at } = window.gradientLeaves;
    return window.location.pathname === from && this.now() - at < LEAVES;
  }

  /**
   * Return whether the server at this address answers.
   * @param {string} home
   */
  answers(home) {
    return fetch(`${home}_stcore/health`).then((answer) => answer.ok, () => false);
  }

  /**
   * Call `act` whenever the connection is lost, and when it is there again.
   * @param {() => void} act
   */
  watchConnection(act) {
    this.connection ??= new MutationObserver(act);
    this.connection.observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] });
  }

  unwatchConnection() {
    this.connection?.disconnect();
  }

  /**
   * Return the number of the report of a component that was taken in last, from the marks of
   * pages/host/acknowledgements.py; none is "".
   * @param {string} key the component's
   */
  acknowledgedOf(key) {
    const mark = `data-acknowledged-${key}`;
    return document.querySelector(`[${mark}]`)?.getAttribute(mark) ?? "";
  }

  /**
   * Rewrite the page's own entry in the history, so that the browser's Back button leaves the page.
   * @param {string} query
   */
  writeAddress(query) {
    if (window.location.search === `?${query}`) return;
    window.history.replaceState(window.history.state, "", `${window.location.pathname}?${query}`);
  }
}

/**
 * Go to the app's page at a path, or at the end of one where the app is served below another address, by its link in the
 * list of pages, so that the session stays; return whether there is one.
 * @param {string} path
 */
export function goToPage(path) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("[data-testid=stSidebarNavLink]")]);
  const end = path.replace(/\/$/, "");
  const link = links.find(({ pathname }) => pathname.replace(/\/$/, "") === end)
    ?? links.find(({ pathname }) => end !== "" && pathname.endsWith(end));
  link?.click();
  return link !== undefined;
}

/**
 * Have a click on a link to another page wait as long as something is on its way to Python: what a component reports just
 * before its page goes is not heard. Return what ends this.
 * @param {() => boolean} pending
 */
export function waitBeforeLeaving(pending) {
  let lets = false;
  /** @param {MouseEvent} event */
  const wait = (event) => {
    const link = event.target instanceof Element ? event.target.closest(LINKS) : null;
    if (!(link instanceof HTMLElement) || lets || !pending()) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // another component may have to wait too: it asks once this one has nothing on its way
    const since = performance.now();
    const leave = () => {
      if (pending() && performance.now() - since < PATIENCE) {
        setTimeout(leave, LOOK);
        return;
      }
      lets = true;
      link.click();
      lets = false;
    };
    leave();
  };
  document.addEventListener("click", wait, true);
  return () => document.removeEventListener("click", wait, true);
}

/** Show the page from its top. */
export function toTop() {
  document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
}

/**
 * Keep `window.gradientTouched` up to date; return what it is at first: never.
 * @returns {number}
 */
function watchTouches() {
  /** @param {Event} event */
  const touch = ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest(ELSEWHERE) && !target.closest(OWN)) window.gradientTouched = performance.now();
  };
  for (const kind of ["pointerdown", "keydown", "change", "focusout"]) document.addEventListener(kind, touch, true);
  return -Infinity;
}

/**
 * Keep `window.gradientLeaves` up to date: which page was left last by a link, and when; return what it is at first. A
 * click that has to wait before it may leave does not come up to here.
 * @returns {{ from: string, at: number }}
 */
function watchLinks() {
  document.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
    const link = target instanceof Element ? target.closest(LINKS) : null;
    const { pathname: from } = window.location;
    if (!(link instanceof HTMLAnchorElement) || ctrlKey || metaKey || shiftKey || link.pathname === from) return;
    window.gradientLeaves = { from, at: performance.now() };
  });
  return { from: "", at: -Infinity };
}

/** @param {string} what */
function stateOf(what) {
  return /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stApp]"))?.dataset[what];
}
