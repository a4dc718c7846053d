// What the stage tells: the address bar says where it stands, and Python hears of steps, picks and rates.
const ADDRESS_PAUSE = 400; // ms; browsers refuse an address that changes more often
const REPORT_PAUSE = 90; // ms between reports while a key or the rate slider is held
const STARTED = Date.now().toString(36); // tells this page's reports from those before a refresh

class Messages {
  constructor(send) {
    this.send = send;
    this.count = 0;
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

  // Reports that come close together go as one, the later value of each field winning.
  report(what) {
    this.waiting = { ...this.waiting, ...what };
    if (this.reportTimer !== undefined) return;
    const go = () => {
      this.reportTimer = undefined;
      this.reportAt = performance.now();
      this.count += 1;
      const report = { ...this.waiting, n: `${STARTED}-${this.count}` };
      this.waiting = undefined;
      this.send("report", report);
    };
    const wait = this.reportAt + REPORT_PAUSE - performance.now();
    if (wait > 0) this.reportTimer = setTimeout(go, wait);
    else go();
  }

  close() {
    clearTimeout(this.addressTimer);
    clearTimeout(this.reportTimer);
  }
}
