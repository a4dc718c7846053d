// @ts-check
/** What a component tells Python: requests, with the step on screen, again and again until they are acknowledged. */

import { StreamlitPage } from "./streamlit_page.js";

const ADDRESS_PAUSE = 400; // ms on average; browsers refuse an address that changes more often
const ADDRESSES_AT_ONCE = 20; // after a while without; with the pause that is fewer than 100 in 30 s, the strictest bound
const REPORT_PAUSE = 90; // ms between reports while a key or the rate slider is held
const WHILE = 20; // ms between looks whether Streamlit is at rest
const TOUCH_SHOWS = 1000; // ms until it shows that what was touched elsewhere on the page has Python make it again
const MOST_REQUESTS = 100; // in a report; MOST_REQUESTS in inbox.py is the same
const TIMEOUT = 3000; // ms without an acknowledgement until there is one more report

/**
 * A report as it is sent; pages/session/inbox.py says what each entry is.
 * @typedef {object} Report
 * @property {string} number
 * @property {string} [session]
 * @property {number} [t]
 * @property {boolean} playing
 * @property {NumberedRequest[]} requests
 */

/**
 * What every request has as it is sent, besides what it asks for.
 * @typedef {object} NumberedRequest
 * @property {number} number
 * @property {number} [t]
 */

/** @typedef {Pick<import("./mount.js").Component, "send" | "served">} Owner */

/**
 * Tells Python what one component has to say, until Python has acknowledged it. Its twin, the inbox, is
 * pages/session/inbox.py: the one table there says what a report holds, and when a request is idle, waiting, sent and
 * acknowledged.
 */
export class Outbox {
  /**
   * Return the outbox of the component called `key`, under which Python says which report it took in last. Streamlit
   * may take a component away and put another in its place: that one, the new owner, goes on with what is not
   * acknowledged. again : loads the page again, where the server knows nothing of it.
   * @param {string} key
   * @param {Owner} owner
   * @param {() => void} [again]
   * @returns {Outbox}
   */
  static of(key, owner, again) {
    const all = (window.gradientOutboxes ??= {});
    all[key] ??= new Outbox(key, new StreamlitPage());
    all[key].open(owner, again);
    return all[key];
  }

  /**
   * @param {string} key
   * @param {StreamlitPage} page where it is, with the page's clock
   */
  constructor(key, page) {
    this.key = key;
    this.page = page;
    this.name = page.name + key[0]; // each counts its own reports
    this.count = this.lastRequest = this.acknowledged = 0;
    /** @type {Record<string, any>[]} not known to be acknowledged; sent : the count of the first report with it */
    this.requests = [];
    /** @type {Owner | undefined} */
    this.owner = undefined;
    /** @type {(() => void) | undefined} */
    this.again = undefined;
    /** @type {number | undefined} how many reports there were when the connection was lost, or came back */
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
    this.addresses = ADDRESSES_AT_ONCE; // that may be written now
  }

  /**
   * @param {Owner} owner
   * @param {() => void} [again]
   */
  open(owner, again) {
    Object.assign(this, { owner, again, closed: false });
    this.page.watchConnection(() => { this.lostAt = this.count; });
  }

  /**
   * The component is on screen, at step t: report what is not acknowledged of the component before it, and the requests
   * left by the page before it.
   * @param {number} [t]
   * @param {Record<string, any>[]} [left]
   */
  resume(t, left = []) {
    for (const { t: then, ...request } of left) this.report(then, request);
    if (this.interrupted || this.#acknowledged() < this.count) this.report(t);
  }

  // The points are others than those it was about.
  forget() {
    this.requests = [];
  }

  /** Return all requests that are waiting or sent. */
  get unacknowledged() {
    return this.#after(this.#acknowledged()).map(({ sent, number, ...request }) => request);
  }

  /**
   * Rewrite the page's own entry in the history, so that the browser's Back button leaves the page. At once, where not
   * very many were written just before: a page that is loaded again has the address from before, however late it writes.
   * @param {string} query
   */
  address(query) {
    const { page } = this;
    page.cancel(this.addressTimer);
    const now = page.now();
    this.addresses = Math.min(ADDRESSES_AT_ONCE, this.addresses + (now - this.addressAt) / ADDRESS_PAUSE);
    this.addressAt = now;
    if (this.addresses >= 1) {
      this.addresses -= 1;
      page.writeAddress(query);
    } else this.addressTimer = page.later(() => this.address(query), Math.ceil((1 - this.addresses) * ADDRESS_PAUSE));
  }

  /**
   * Tell Python of the step on screen and of a request made there, if there is one, and whether more steps follow by
   * themselves. Return the last request's number.
   * @param {number | undefined} t
   * @param {Record<string, any>} [request]
   * @param {boolean} [playing]
   */
  report(t, request, playing = false) {
    Object.assign(this, { t, playing });
    if (request) this.#queue({ ...request, t });
    if (this.reportTimer === undefined) {
      const wait = this.reportAt + REPORT_PAUSE - this.page.now();
      if (wait > 0) this.reportTimer = this.page.later(() => this.#sendWhenMade(), wait);
      else this.#sendWhenMade();
    }
    return this.lastRequest;
  }

  /** Send at once what waits for the pause between reports to be over, or for what was touched to show. */
  hurry() {
    if (this.reportTimer === undefined) return;
    this.page.cancel(this.reportTimer);
    this.#send();
  }

  /**
   * Tell Python of the step on screen while it plays, unless it was just told of one or has yet to answer; return
   * whether it was told.
   * @param {number} t
   * @param {number} pause
   */
  now(t, pause) {
    const soon = this.reportTimer !== undefined || this.page.now() < this.reportAt + pause;
    if (soon || this.#acknowledged() < this.count) return false;
    this.report(t, undefined, true);
    return true;
  }

  /**
   * Return the numbers of the requests that a report, the last that Python had taken in, did not hold yet.
   * @param {string} report
   */
  unacknowledgedBy(report) {
    return new Set(this.#after(this.#countOf(report)).map(({ number }) => number));
  }

  /**
   * Of one drag at one step only the last rate counts.
   * @param {Record<string, any>} request
   */
  #queue(request) {
    const last = this.requests.at(-1);
    const waits = last && last.sent === undefined;
    if (waits && request.drag && last.drag === request.drag && last.t === request.t) this.requests.pop();
    this.lastRequest += 1;
    this.requests.push({ ...request, number: this.lastRequest });
  }

  // A report that reaches Python while it makes the page has the stage's fragment run again right after that. What was
  // not sent yet of that fragment in the page is then dropped by Streamlit, and the stage is gone for a moment. So a
  // report waits until the page is made, though not for ever, and until a page that was asked for is there. hasty : nor while a long run grows in its own fragment.
  #sendWhenMade(since = this.page.now()) {
    const { page } = this;
    const now = page.now();
    const makes = (page.runs && !this.hasty) || now - page.touchedAt < TOUCH_SHOWS;
    if (page.leaves || (makes && now - since < TIMEOUT)) this.reportTimer = page.later(() => this.#sendWhenMade(since), WHILE);
    else this.#send();
  }

  /**
   * Streamlit lets the last of several waiting reports win, so each holds every request that is not acknowledged; of
   * very many the first, as the inbox takes no more of one report, and the others wait.
   * @param {number} [misses]
   */
  #send(misses = 0) {
    this.reportTimer = undefined;
    this.reportAt = this.page.now();
    this.count += 1;
    this.requests = this.#after(this.#acknowledged());
    const now = this.requests.slice(0, MOST_REQUESTS);
    for (const request of now) request.sent ??= this.count;
    const { t, playing, identity: session } = this;
    const requests = /** @type {NumberedRequest[]} */ (now.map(({ sent, ...request }) => request));
    /** @type {Report} */
    const report = { number: `${this.name}-${this.count}`, session, t, playing, requests };
    this.owner?.send("report", report);
    this.#awaitAcknowledgement(this.count, misses, this.reportAt);
  }

  /**
   * @param {number} count
   * @param {number} misses
   * @param {number} since
   */
  #awaitAcknowledgement(count, misses, since) {
    this.page.cancel(this.timeout);
    this.timeout = this.page.later(() => {
      if (this.#acknowledged() >= count) this.#sendRest();
      else if (this.page.now() - since < TIMEOUT) this.#awaitAcknowledgement(count, misses, since);
      else this.#retry(count, misses);
    }, REPORT_PAUSE);
  }

  // What did not go with the report that is acknowledged now.
  #sendRest() {
    if (this.reportTimer === undefined && this.requests.some(({ sent }) => sent === undefined)) this.#sendWhenMade();
  }

  /**
   * Return the count of the last report that is acknowledged; it is remembered, since a server that is started anew
   * knows nothing of it.
   * @returns {number}
   */
  #acknowledged() {
    this.acknowledged = Math.max(this.acknowledged, this.#countOf(this.page.acknowledgedOf(this.key)));
    return this.acknowledged;
  }

  /**
   * Return the count in a report's number; 0 for another page's.
   * @param {string} report
   */
  #countOf(report) {
    const [name, count] = report.split("-");
    return name === this.name ? Number(count) : 0;
  }

  /**
   * Return the requests that no report up to this count held.
   * @param {number} count
   */
  #after(count) {
    return this.requests.filter(({ sent }) => sent === undefined || sent > count);
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
    const { page } = this;
    const free = !page.runs && !page.leaves && page.connected;
    const alive = free && (this.again === undefined || (await page.answers(this.owner?.served.home ?? "")));
    if (this.closed || this.#acknowledged() >= count || this.count > count) return; // meanwhile
    const restarted = this.lostAt !== undefined && this.#acknowledged() <= this.lostAt && count > this.lostAt;
    if (!alive) this.timeout = page.later(() => this.#retry(count, misses), TIMEOUT / 2);
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
    this.page.unwatchConnection();
    for (const timer of [this.addressTimer, this.reportTimer, this.timeout]) this.page.cancel(timer);
    this.reportTimer = undefined;
  }
}
