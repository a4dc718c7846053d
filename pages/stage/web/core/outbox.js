// @ts-check
/** What the stage tells: the address bar says where it stands, and Python hears of steps, picks and rates. */

const ADDRESS_PAUSE = 400; // ms; browsers refuse an address that changes more often
const REPORT_PAUSE = 90; // ms between reports while a key or the rate slider is held
const WHILE = 20; // ms between looks whether Streamlit is at rest
const TIMEOUT = 3000; // ms without an answer before asking whether the server still knows this page
const PAGE = Date.now().toString(36); // tells this page's reports from those before a refresh
const UNACKNOWLEDGED = "unacknowledged requests"; // in the tab's own store

// What is touched elsewhere on the page may have Python make all of it again. That shows only once it has begun.
const ELSEWHERE = "input, textarea, button, label, a, [role=option], [role=slider], [role=combobox]";
const OWN = ".gd-stage, .gd-table, .gd-draw";
const BEGINS = 1000; // ms until it has begun
window.gradientTouched ??= ["pointerdown", "keydown", "change", "focusout"].reduce((never, kind) => {
  /** @param {Event} event */
  const touch = ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest(ELSEWHERE) && !target.closest(OWN)) window.gradientTouched = performance.now();
  };
  document.addEventListener(kind, touch, true);
  return never;
}, -BEGINS);

/** @param {string} what */
const stateOf = (what) => /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stApp]"))?.dataset[what];

/**
 * Load the page at the moment that is shown, and leave it the requests that are not acknowledged. The address bar may hold
 * another moment: Streamlit puts back the one that it read when the page opened.
 * @param {{ pathname: string, query: string }} [moment]
 * @param {object[]} [requests]
 */
export function loadAgain(moment = /** @type {StageMoment} */ (window.gradientStage), requests = unacknowledgedOf("stage", "examples")) {
  const { pathname, query } = moment;
  sessionStorage.setItem(UNACKNOWLEDGED, JSON.stringify({ query, requests }));
  window.location.replace(`${pathname}?${query}`);
}

/**
 * @param {string[]} keys
 * @returns {object[]}
 */
const unacknowledgedOf = (...keys) => keys.flatMap((key) => window.gradientOutboxes?.[key]?.unacknowledged ?? []);

/**
 * Return the requests left by the page before it was loaded again at this moment; they are given once.
 * @param {string} query
 * @returns {Record<string, any>[]}
 */
export function takeOver(query) {
  const kept = JSON.parse(sessionStorage.getItem(UNACKNOWLEDGED) ?? "{}");
  sessionStorage.removeItem(UNACKNOWLEDGED);
  return kept.query === query ? kept.requests : [];
}

/** @typedef {import("./mount.js").Component} Owner */

/**
 * Tells Python what one component has to say, until Python has acknowledged it. Its twin, the inbox, is
 * pages/session/inbox.py: the one table there says what a report holds, and when a request is idle, waiting, sent and
 * acknowledged.
 */
export class Outbox {
  /**
   * Return the outbox of the component called `key`, under which Python says which report it took in last. Streamlit may
   * take a component away and put another in its place: that one, the new owner, goes on with what is not acknowledged.
   * @param {string} key
   * @param {Owner} owner
   * @param {() => void} [again]
   * @returns {Outbox}
   */
  static of(key, owner, again) {
    const all = (window.gradientOutboxes ??= {});
    all[key] ??= new Outbox(key);
    all[key].open(owner, again);
    return all[key];
  }

  /** @param {string} key */
  constructor(key) {
    this.key = key;
    this.count = this.lastRequest = this.acknowledged = 0;
    this.page = PAGE + key[0]; // each counts its own reports
    /** @type {Record<string, any>[]} */
    this.requests = [];
    /** @type {Owner | undefined} */
    this.owner = undefined;
    /** @type {(() => void) | undefined} */
    this.again = undefined;
    /** @type {MutationObserver | undefined} */
    this.connection = undefined;
    /** @type {number | undefined} */
    this.lostAt = undefined;
    /** @type {number | undefined} */
    this.reportTimer = undefined;
    /** @type {number | undefined} */
    this.timeout = undefined;
    /** @type {number | undefined} */
    this.addressTimer = undefined;
    /** @type {number | undefined} the step on screen */
    this.t = undefined;
    /** @type {string | undefined} whom it speaks to */
    this.identity = undefined;
    this.playing = this.hasty = this.interrupted = this.closed = false;
    this.addressAt = this.reportAt = -ADDRESS_PAUSE;
  }

  /**
   * @param {Owner} owner
   * @param {() => void} [again]
   */
  open(owner, again) {
    Object.assign(this, { owner, again, closed: false });
    this.connection ??= new MutationObserver(() => { this.lostAt = this.count; }); // it is lost, or has come back
    const options = { subtree: true, attributeFilter: ["data-test-connection-state"] };
    this.connection.observe(document.body, options);
  }

  /**
   * The component is on screen, at step t: report what is not acknowledged of the component before it, or of the page
   * before it at this query.
   * @param {number} [t]
   * @param {string} [query]
   */
  resume(t, query) {
    const left = query === undefined ? [] : takeOver(query);
    for (const { t: then, ...request } of left) this.report(then, request);
    if (this.interrupted || this.#acknowledged() < this.count) this.report(t);
  }

  // The points are others than those it was about.
  forget() {
    this.requests = [];
  }

  /** Return all requests that are waiting or sent. */
  get unacknowledged() {
    const acknowledged = this.#acknowledged();
    const open = this.requests.filter(({ sent }) => sent === undefined || sent > acknowledged);
    return open.map(({ sent, number, ...request }) => request);
  }

  /**
   * Rewrite the page's own entry in the history, so that the browser's Back button leaves the page.
   * @param {string} query
   */
  address(query) {
    clearTimeout(this.addressTimer);
    const write = () => {
      this.addressAt = performance.now();
      if (window.location.search === `?${query}`) return;
      window.history.replaceState(window.history.state, "", `${window.location.pathname}?${query}`);
    };
    this.addressTimer = setTimeout(write, Math.max(0, this.addressAt + ADDRESS_PAUSE - performance.now()));
  }

  /**
   * Tell Python of the step on screen and of a request, if there is one, with the step at which it was made, and whether more
   * steps follow by themselves. Return the request's number.
   * @param {number | undefined} t
   * @param {Record<string, any>} [request]
   * @param {boolean} [playing]
   */
  report(t, request, playing = false) {
    Object.assign(this, { t, playing });
    if (request) this.#queue({ ...request, t });
    if (this.reportTimer === undefined) {
      const wait = this.reportAt + REPORT_PAUSE - performance.now();
      if (wait > 0) this.reportTimer = setTimeout(() => this.#sendWhenMade(), wait);
      else this.#sendWhenMade();
    }
    return this.lastRequest;
  }

  /**
   * Tell Python of the step on screen while it plays, unless it was just told of one or has yet to answer; return whether
   * it was told.
   * @param {number} t
   * @param {number} pause
   */
  now(t, pause) {
    const soon = this.reportTimer !== undefined || performance.now() < this.reportAt + pause;
    if (soon || this.#acknowledged() < this.count) return false;
    this.report(t, undefined, true);
    return true;
  }

  /**
   * Return the numbers of the requests that a report, the last that Python had taken in, did not hold yet.
   * @param {string} report
   */
  unacknowledgedBy(report) {
    const acknowledged = this.#countOf(report);
    return new Set(this.requests.filter(({ sent }) => sent === undefined || sent > acknowledged).map(({ number }) => number));
  }

  /**
   * Of one drag at one step only the last rate counts.
   * @param {Record<string, any>} request
   */
  #queue(request) {
    const last = this.requests.at(-1);
    const again = last && last.sent === undefined && request.drag && last.drag === request.drag && last.t === request.t;
    if (again) this.requests.pop();
    this.lastRequest += 1;
    this.requests.push({ ...request, number: this.lastRequest });
  }

  // A report that reaches Python while it makes the page has the stage's fragment run again right after that. What was
  // not sent yet of that fragment in the page is then dropped by Streamlit, and the stage is gone for a moment. So a
  // report waits until the page is made, though not for ever. hasty : nor while a long run grows in its own fragment.
  #sendWhenMade(since = performance.now()) {
    const now = performance.now();
    const makes = stateOf("testScriptState") === "running" && !this.hasty;
    const waits = (makes || now - window.gradientTouched < BEGINS) && now - since < TIMEOUT;
    if (waits) this.reportTimer = setTimeout(() => this.#sendWhenMade(since), WHILE);
    else this.#send();
  }

  /**
   * Streamlit lets the last of several waiting reports win, so each holds every request that is not acknowledged.
   * @param {number} [misses]
   */
  #send(misses = 0) {
    this.reportTimer = undefined;
    this.reportAt = performance.now();
    this.count += 1;
    const acknowledged = this.#acknowledged();
    this.requests = this.requests.filter(({ sent }) => sent === undefined || sent > acknowledged);
    for (const request of this.requests) request.sent ??= this.count;
    const requests = this.requests.map(({ sent, ...request }) => request);
    this.owner?.send("report", { number: `${this.page}-${this.count}`, session: this.identity, t: this.t, playing: this.playing, requests });
    this.#awaitAcknowledgement(this.count, misses, this.reportAt);
  }

  /**
   * @param {number} count
   * @param {number} misses
   * @param {number} since
   */
  #awaitAcknowledgement(count, misses, since) {
    clearTimeout(this.timeout);
    this.timeout = setTimeout(() => {
      if (this.#acknowledged() >= count) return;
      if (performance.now() - since < TIMEOUT) this.#awaitAcknowledgement(count, misses, since);
      else this.#retry(count, misses);
    }, REPORT_PAUSE);
  }

  /**
   * Return the count of the last report that is acknowledged; it is remembered, since a server that is started anew knows nothing of it.
   * @returns {number}
   */
  #acknowledged() {
    const said = document.querySelector(`[data-acknowledged-${this.key}]`)?.getAttribute(`data-acknowledged-${this.key}`) ?? "";
    this.acknowledged = Math.max(this.acknowledged, this.#countOf(said));
    return this.acknowledged;
  }

  /** @param {string} report */
  #countOf(report) {
    const [page, count] = report.split("-");
    return page === this.page ? Number(count) : 0;
  }

  /**
   * A report that is not acknowledged is followed by one more: the server may be slow. Only where the connection was
   * lost, and nothing reported since is acknowledged, does the server that answers now know nothing of this page, as
   * after a restart; then the page is loaded again at its moment.
   * @param {number} count
   * @param {number} misses
   */
  async #retry(count, misses) {
    if (this.closed || this.#acknowledged() >= count) return;
    const busy = stateOf("testScriptState") === "running" || stateOf("testConnectionState") !== "CONNECTED";
    const health = () => fetch(`${this.owner?.served.home}_stcore/health`).then((answer) => answer.ok, () => false);
    const alive = !busy && (this.again === undefined || (await health()));
    if (this.closed || this.#acknowledged() >= count || this.count > count) return; // meanwhile
    const restarted = this.lostAt !== undefined && this.#acknowledged() <= this.lostAt && count > this.lostAt;
    if (!alive) this.timeout = setTimeout(() => this.#retry(count, misses), TIMEOUT / 2);
    else if (this.again && restarted && misses > 0) this.again();
    else this.#send(misses + 1);
  }

  /**
   * Stop, where nothing has taken the owner's place.
   * @param {Owner} owner
   */
  close(owner) {
    if (this.owner !== owner) return;
    this.closed = true;
    this.interrupted = this.reportTimer !== undefined; // in mid-sentence
    this.connection?.disconnect();
    clearTimeout(this.addressTimer);
    clearTimeout(this.reportTimer);
    clearTimeout(this.timeout);
    this.reportTimer = undefined;
  }
}
