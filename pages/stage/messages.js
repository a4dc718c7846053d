// What the stage tells: the address bar says where it stands, and Python hears of steps, picks and rates.
const ADDRESS_PAUSE = 400; // ms; browsers refuse an address that changes more often
const REPORT_PAUSE = 90; // ms between reports while a key or the rate slider is held
const PATIENCE = 3000; // ms without an answer before asking whether the server still knows this page
const PAGE = Date.now().toString(36); // tells this page's reports from those before a refresh

// Loads the page at the moment that is shown. The address bar may hold another: Streamlit puts back the one that it
// read when the page opened.
function loadAgain({ pathname, query } = window.gradientStage) {
  window.location.replace(`${pathname}?${query}`);
}

class Messages {
  // key : the component's, under which Python says which report it heard last.
  constructor(send, key) {
    this.send = send;
    this.key = key;
    this.count = this.wished = 0;
    Messages.made = (Messages.made ?? 0) + 1;
    this.page = PAGE + Messages.made.toString(36) + key[0]; // each counts its own reports
    this.wishes = [];
    this.again = () => loadAgain();
    this.addressAt = this.reportAt = -ADDRESS_PAUSE;
  }

  // The page's own entry in the history is rewritten, so that the browser's Back button leaves the page.
  address(query) {
    clearTimeout(this.addressTimer);
    const write = () => {
      this.addressAt = performance.now();
      if (window.location.search === `?${query}`) return;
      window.history.replaceState(window.history.state, "", `${window.location.pathname}?${query}`);
    };
    this.addressTimer = setTimeout(write, Math.max(0, this.addressAt + ADDRESS_PAUSE - performance.now()));
  }

  // Python hears of the step on screen and of a wish, if there is one, with the step at which it was made, and
  // whether more steps follow by themselves. Gives the wish's number.
  report(t, wish, playing = false) {
    Object.assign(this, { t, playing });
    if (wish) this.#wish({ ...wish, t });
    if (this.reportTimer === undefined) {
      const wait = this.reportAt + REPORT_PAUSE - performance.now();
      if (wait > 0) this.reportTimer = setTimeout(() => this.#send(), wait);
      else this.#send();
    }
    return this.wished;
  }

  // While it plays Python hears of the step on screen, unless it has just heard of one or has yet to answer.
  now(t, pause) {
    const soon = this.reportTimer !== undefined || performance.now() < this.reportAt + pause;
    if (!soon && this.#heard() >= this.count) this.report(t, undefined, true);
  }

  // The numbers of the wishes that a report, the last that Python had heard of, did not hold yet.
  unheard(report) {
    const heard = this.#counted(report);
    return new Set(this.wishes.filter(({ sent }) => sent === undefined || sent > heard).map(({ k }) => k));
  }

  // Of one drag at one step only the last rate counts.
  #wish(wish) {
    const last = this.wishes.at(-1);
    const again = last && last.sent === undefined && wish.drag && last.drag === wish.drag && last.t === wish.t;
    if (again) this.wishes.pop();
    this.wished += 1;
    this.wishes.push({ ...wish, k: this.wished });
  }

  // Streamlit lets the last of several waiting reports win, so each holds every wish not known to be heard.
  #send(misses = 0) {
    this.reportTimer = undefined;
    this.reportAt = performance.now();
    this.count += 1;
    const heard = this.#heard();
    this.wishes = this.wishes.filter(({ sent }) => sent === undefined || sent > heard);
    for (const wish of this.wishes) wish.sent ??= this.count;
    const wishes = this.wishes.map(({ sent, ...wish }) => wish);
    this.send("report", { n: `${this.page}-${this.count}`, to: this.to, t: this.t, playing: this.playing, wishes });
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.#ask(this.count, misses), PATIENCE);
  }

  #heard() {
    return this.#counted(document.querySelector(`[data-heard-${this.key}]`)?.getAttribute(`data-heard-${this.key}`) ?? "");
  }

  #counted(report) {
    const [page, count] = report.split("-");
    return page === this.page ? Number(count) : 0;
  }

  // A report that is not heard is said again. After a restart the server may know nothing of this page at all; then
  // the stage loads the page again at its moment.
  async #ask(count, misses) {
    if (this.closed || this.#heard() >= count) return;
    const busy = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running";
    const root = new URL(PLOTLY_URL, document.baseURI).href.replace(/app\/static\/.*/, "");
    const health = () => fetch(`${root}_stcore/health`).then((answer) => answer.ok, () => false);
    const alive = !busy && (this.to === undefined || (await health()));
    if (!alive) this.patience = setTimeout(() => this.#ask(count, misses), PATIENCE / 2);
    else if (this.to && misses > 0) this.again();
    else this.#send(misses + 1);
  }

  close() {
    this.closed = true;
    clearTimeout(this.addressTimer);
    clearTimeout(this.reportTimer);
    clearTimeout(this.patience);
  }
}
