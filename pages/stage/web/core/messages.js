// @ts-check
/** What the stage tells: the address bar says where it stands, and Python hears of steps, picks and rates. */

const ADDRESS_PAUSE = 400; // ms; browsers refuse an address that changes more often
const REPORT_PAUSE = 90; // ms between reports while a key or the rate slider is held
const WHILE = 20; // ms between looks whether Streamlit is at rest
const PATIENCE = 3000; // ms without an answer before asking whether the server still knows this page
const PAGE = Date.now().toString(36); // tells this page's reports from those before a refresh
const UNHEARD = "unheard wishes"; // in the tab's own store

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
 * Loads the page at the moment that is shown, and leaves it the wishes that were not heard. The address bar may hold
 * another moment: Streamlit puts back the one that it read when the page opened.
 * @param {{ pathname: string, query: string }} [moment]
 * @param {object[]} [wishes]
 */
export function loadAgain(moment = /** @type {StageMoment} */ (window.gradientStage), wishes = unsaidOf("stage", "examples")) {
  const { pathname, query } = moment;
  sessionStorage.setItem(UNHEARD, JSON.stringify({ query, wishes }));
  window.location.replace(`${pathname}?${query}`);
}

/**
 * @param {string[]} keys
 * @returns {object[]}
 */
const unsaidOf = (...keys) => keys.flatMap((key) => window.gradientMessages?.[key]?.unsaid ?? []);

/**
 * Return the wishes left by the page before it was loaded again at this moment; they are given once.
 * @param {string} query
 * @returns {Record<string, any>[]}
 */
export function takeUp(query) {
  const kept = JSON.parse(sessionStorage.getItem(UNHEARD) ?? "{}");
  sessionStorage.removeItem(UNHEARD);
  return kept.query === query ? kept.wishes : [];
}

/** @typedef {import("./mount.js").Component} Owner */

/** Tells Python what one component has to say, until Python has heard of it. */
export class Messages {
  /**
   * Return what speaks for the component called `key`, under which Python says which report it heard last. Streamlit may take
   * a component away and put another in its place: that one, the new owner, goes on with what was not heard yet.
   * @param {string} key
   * @param {Owner} owner
   * @param {() => void} [again]
   * @returns {Messages}
   */
  static of(key, owner, again) {
    const all = (window.gradientMessages ??= {});
    all[key] ??= new Messages(key);
    all[key].open(owner, again);
    return all[key];
  }

  /** @param {string} key */
  constructor(key) {
    this.key = key;
    this.count = this.wished = this.heard = 0;
    this.page = PAGE + key[0]; // each counts its own reports
    /** @type {Record<string, any>[]} */
    this.wishes = [];
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
    this.patience = undefined;
    /** @type {number | undefined} */
    this.addressTimer = undefined;
    /** @type {number | undefined} the step on screen */
    this.t = undefined;
    /** @type {string | undefined} whom it speaks to */
    this.to = undefined;
    this.playing = this.hasty = this.cut = this.closed = false;
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
   * The component is on screen, at step t: say what the one before it, or the page before it at this query, had not been
   * heard to say.
   * @param {number} [t]
   * @param {string} [query]
   */
  resume(t, query) {
    const left = query === undefined ? [] : takeUp(query);
    for (const { t: then, ...wish } of left) this.report(then, wish);
    if (this.cut || this.#heard() < this.count) this.report(t);
  }

  // The points are others than those it was about.
  forget() {
    this.wishes = [];
  }

  // All wishes that Python may not have heard of.
  get unsaid() {
    const heard = this.#heard();
    const open = this.wishes.filter(({ sent }) => sent === undefined || sent > heard);
    return open.map(({ sent, k, ...wish }) => wish);
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
   * Tell Python of the step on screen and of a wish, if there is one, with the step at which it was made, and whether more
   * steps follow by themselves. Return the wish's number.
   * @param {number | undefined} t
   * @param {Record<string, any>} [wish]
   * @param {boolean} [playing]
   */
  report(t, wish, playing = false) {
    Object.assign(this, { t, playing });
    if (wish) this.#wish({ ...wish, t });
    if (this.reportTimer === undefined) {
      const wait = this.reportAt + REPORT_PAUSE - performance.now();
      if (wait > 0) this.reportTimer = setTimeout(() => this.#say(), wait);
      else this.#say();
    }
    return this.wished;
  }

  /**
   * Tell Python of the step on screen while it plays, unless it has just heard of one or has yet to answer; return whether it
   * did.
   * @param {number} t
   * @param {number} pause
   */
  now(t, pause) {
    const soon = this.reportTimer !== undefined || performance.now() < this.reportAt + pause;
    if (soon || this.#heard() < this.count) return false;
    this.report(t, undefined, true);
    return true;
  }

  /**
   * Return the numbers of the wishes that a report, the last that Python had heard of, did not hold yet.
   * @param {string} report
   */
  unheard(report) {
    const heard = this.#counted(report);
    return new Set(this.wishes.filter(({ sent }) => sent === undefined || sent > heard).map(({ k }) => k));
  }

  /**
   * Of one drag at one step only the last rate counts.
   * @param {Record<string, any>} wish
   */
  #wish(wish) {
    const last = this.wishes.at(-1);
    const again = last && last.sent === undefined && wish.drag && last.drag === wish.drag && last.t === wish.t;
    if (again) this.wishes.pop();
    this.wished += 1;
    this.wishes.push({ ...wish, k: this.wished });
  }

  // A report that reaches Python while it makes the page has the stage's fragment run again right after that. What was
  // not sent yet of that fragment in the page is then dropped by Streamlit, and the stage is gone for a moment. So a
  // report waits until the page is made, though not for ever. hasty : nor while a long run grows in its own fragment.
  #say(since = performance.now()) {
    const now = performance.now();
    const makes = stateOf("testScriptState") === "running" && !this.hasty;
    const waits = (makes || now - window.gradientTouched < BEGINS) && now - since < PATIENCE;
    if (waits) this.reportTimer = setTimeout(() => this.#say(since), WHILE);
    else this.#send();
  }

  /**
   * Streamlit lets the last of several waiting reports win, so each holds every wish not known to be heard.
   * @param {number} [misses]
   */
  #send(misses = 0) {
    this.reportTimer = undefined;
    this.reportAt = performance.now();
    this.count += 1;
    const heard = this.#heard();
    this.wishes = this.wishes.filter(({ sent }) => sent === undefined || sent > heard);
    for (const wish of this.wishes) wish.sent ??= this.count;
    const wishes = this.wishes.map(({ sent, ...wish }) => wish);
    this.owner?.send("report", { n: `${this.page}-${this.count}`, to: this.to, t: this.t, playing: this.playing, wishes });
    this.#listen(this.count, misses, this.reportAt);
  }

  /**
   * @param {number} count
   * @param {number} misses
   * @param {number} since
   */
  #listen(count, misses, since) {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      if (this.#heard() >= count) return;
      if (performance.now() - since < PATIENCE) this.#listen(count, misses, since);
      else this.#ask(count, misses);
    }, REPORT_PAUSE);
  }

  /**
   * The last report that was heard; remembered, since a server that is started anew knows nothing of it.
   * @returns {number}
   */
  #heard() {
    const said = document.querySelector(`[data-heard-${this.key}]`)?.getAttribute(`data-heard-${this.key}`) ?? "";
    this.heard = Math.max(this.heard, this.#counted(said));
    return this.heard;
  }

  /** @param {string} report */
  #counted(report) {
    const [page, count] = report.split("-");
    return page === this.page ? Number(count) : 0;
  }

  /**
   * A report that is not heard is said again: the server may be slow. Only where the connection was lost, and nothing
   * said since has been heard, does the server that answers now know nothing of this page, as after a restart; then the
   * page is loaded again at its moment.
   * @param {number} count
   * @param {number} misses
   */
  async #ask(count, misses) {
    if (this.closed || this.#heard() >= count) return;
    const busy = stateOf("testScriptState") === "running" || stateOf("testConnectionState") !== "CONNECTED";
    const health = () => fetch(`${this.owner?.served.home}_stcore/health`).then((answer) => answer.ok, () => false);
    const alive = !busy && (this.again === undefined || (await health()));
    if (this.closed || this.#heard() >= count || this.count > count) return; // meanwhile
    const strange = this.lostAt !== undefined && this.#heard() <= this.lostAt && count > this.lostAt;
    if (!alive) this.patience = setTimeout(() => this.#ask(count, misses), PATIENCE / 2);
    else if (this.again && strange && misses > 0) this.again();
    else this.#send(misses + 1);
  }

  /**
   * Stop, where nothing has taken the owner's place.
   * @param {Owner} owner
   */
  close(owner) {
    if (this.owner !== owner) return;
    this.closed = true;
    this.cut = this.reportTimer !== undefined; // in mid-sentence
    this.connection?.disconnect();
    clearTimeout(this.addressTimer);
    clearTimeout(this.reportTimer);
    clearTimeout(this.patience);
    this.reportTimer = undefined;
  }
}
