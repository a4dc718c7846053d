// The outbox by itself: each state of a request, and each way from one to the next, as the table in inbox.py has them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../pages/stage/web/core/outbox.js";

const PAUSE = 90; // ms between two reports
const TIMEOUT = 3000; // ms until a report without an acknowledgement is followed by one more

// Stands in for the page: its clock goes on only where a test says so, and what the server shows is set by hand.
class FakePage {
  constructor() {
    Object.assign(this, { name: "3k", time: 1e6, runs: false, connected: true, touchedAt: -Infinity, leaves: false, served: true });
    Object.assign(this, { timers: [], acknowledged: "", query: undefined, onConnection: () => {} });
  }

  now() { return this.time; }

  later(act, ms) {
    const timer = { act, at: this.time + ms };
    this.timers.push(timer);
    return timer;
  }

  cancel(timer) { this.timers = this.timers.filter((each) => each !== timer); }

  watchConnection(act) { this.onConnection = act; }

  unwatchConnection() { this.onConnection = () => {}; }

  async answers() { return this.served; }

  acknowledgedOf() { return this.acknowledged; }

  writeAddress(query) { this.query = query; }

  loses() {
    this.connected = false;
    this.onConnection();
  }

  comesBack() {
    this.connected = true;
    this.onConnection();
  }

  async wait(ms) {
    const until = this.time + ms;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.cancel(next);
      this.time = Math.max(this.time, next.at);
      next.act();
      await new Promise(setImmediate); // what asks whether the server is there goes on
    }
    this.time = until;
  }
}

// An outbox on a page of its own, and all that it sent.
function opened() {
  const page = new FakePage();
  const sent = [];
  const owner = { send: (what, report) => sent.push([what, structuredClone(report)]), served: { home: "/" } };
  const outbox = new Outbox("stage", page);
  outbox.identity = "5e55";
  const restarts = [];
  const again = () => restarts.push(outbox.unacknowledged);
  outbox.open(owner, again);
  return { page, owner, outbox, again, restarts, reports: () => sent.map(([, report]) => report), sent };
}

const requestsOf = ({ requests }) => requests.map(({ number }) => number);

test("idle: nothing is sent, and nothing is sent again", async () => {
  const { page, outbox, sent } = opened();
  outbox.resume(0);
  await page.wait(60_000);
  assert.deepEqual([sent, outbox.unacknowledged, page.timers], [[], [], []]);
});

test("idle → sent: a request goes at once, with its step and the session that it is for", () => {
  const { outbox, sent } = opened();
  assert.equal(outbox.report(7, { pick: 3 }), 1);
  const requests = [{ number: 1, t: 7, pick: 3 }];
  assert.deepEqual(sent, [["report", { number: "3ks-1", session: "5e55", t: 7, playing: false, requests }]]);
  assert.deepEqual(outbox.unacknowledged, [{ t: 7, pick: 3 }]);
});

test("idle → waiting → sent: what is asked within the pause between reports goes when it is over, in one report", async () => {
  const { page, outbox, reports } = opened();
  outbox.report(7);
  outbox.report(8, { pick: 3 });
  outbox.report(9, { pick: 4 });
  assert.equal(reports().length, 1);
  assert.equal(outbox.unacknowledged.length, 2);
  await page.wait(PAUSE - 1);
  assert.equal(reports().length, 1);
  await page.wait(1);
  assert.deepEqual(reports()[1].requests, [{ number: 1, t: 8, pick: 3 }, { number: 2, t: 9, pick: 4 }]);
  assert.deepEqual([reports()[1].number, reports()[1].t], ["3ks-2", 9]);
});

test("waiting: as long as another page was asked for and is not there, also with a report that is not acknowledged", async () => {
  const { page, outbox, sent } = opened();
  page.leaves = true;
  outbox.report(7, { pick: 3 });
  await page.wait(10 * TIMEOUT);
  assert.equal(sent.length, 0);
  page.leaves = false;
  await page.wait(PAUSE);
  assert.equal(sent.length, 1);
  page.leaves = true;
  await page.wait(10 * TIMEOUT);
  assert.equal(sent.length, 1);
  page.leaves = false;
  await page.wait(TIMEOUT);
  assert.equal(sent.length, 2);
});

test("waiting: while Python makes the page, and just after a touch elsewhere, though not for ever", async () => {
  for (const busy of [{ runs: true }, { touchedAt: 1e6 }]) {
    const { page, outbox, sent } = opened();
    Object.assign(page, busy);
    outbox.report(7, { pick: 3 });
    await page.wait(900);
    assert.equal(sent.length, 0);
    page.runs = false;
    await page.wait(200);
    assert.equal(sent.length, 1);
  }
  const { page, outbox, sent } = opened();
  page.runs = true;
  outbox.report(7, { pick: 3 });
  await page.wait(TIMEOUT + 100);
  assert.equal(sent.length, 1);
});

test("waiting: a long run that grows keeps no request waiting", () => {
  const { page, outbox, sent } = opened();
  page.runs = outbox.hasty = true;
  outbox.report(7, { pick: 3 });
  assert.equal(sent.length, 1);
});

test("waiting: of one drag at one step the last request counts", async () => {
  const { page, outbox, reports } = opened();
  outbox.report(7);
  for (const rate of [1, 2, 3]) outbox.report(7, { rate, drag: 1 });
  outbox.report(8, { rate: 4, drag: 1 });
  await page.wait(PAUSE);
  assert.deepEqual(reports()[1].requests.map(({ rate }) => rate), [3, 4]);
  outbox.report(8, { rate: 5, drag: 1 }); // the one before it is sent already
  await page.wait(PAUSE);
  assert.deepEqual(reports()[2].requests.map(({ rate }) => rate), [3, 4, 5]);
});

test("sent → acknowledged: the request is forgotten, and nothing is sent again", async () => {
  const { page, outbox, sent } = opened();
  outbox.report(7, { pick: 3 });
  page.acknowledged = "3ks-1";
  assert.deepEqual(outbox.unacknowledged, []);
  await page.wait(60_000);
  assert.equal(sent.length, 1);
  outbox.report(8);
  assert.deepEqual(sent[1][1].requests, []);
});

test("sent: queued meanwhile, requests go together until a report that held them is acknowledged", async () => {
  const { page, outbox, reports } = opened();
  outbox.report(7, { pick: 3 });
  await page.wait(PAUSE);
  outbox.report(8, { pick: 4 });
  await page.wait(PAUSE);
  page.acknowledged = "3ks-1";
  outbox.report(9, { pick: 5 });
  assert.deepEqual(reports().map(requestsOf), [[1], [1, 2], [2, 3]]);
  assert.deepEqual([...outbox.unacknowledgedBy("3ks-1")], [2, 3]);
  assert.deepEqual([...outbox.unacknowledgedBy("3ks-2")], [3]);
  assert.deepEqual([...outbox.unacknowledgedBy("3ks-3")], []);
  assert.deepEqual([...outbox.unacknowledgedBy("another-9")], [2, 3]);
});

test("sent: what is acknowledged stays so, though a server that is started anew shows nothing", () => {
  const { page, outbox } = opened();
  outbox.report(7, { pick: 3 });
  page.acknowledged = "3ks-1";
  assert.deepEqual(outbox.unacknowledged, []);
  page.acknowledged = "";
  assert.deepEqual(outbox.unacknowledged, []);
});

test("an acknowledgement of another page's report is none of this one's", () => {
  const { page, outbox } = opened();
  outbox.report(7, { pick: 3 });
  page.acknowledged = "2js-9";
  assert.equal(outbox.unacknowledged.length, 1);
});

test("sent → sent: a report that was lost is followed by one more after the timeout, with all its requests", async () => {
  const { page, outbox, reports, restarts } = opened();
  outbox.report(7, { pick: 3 });
  await page.wait(TIMEOUT - PAUSE);
  assert.equal(reports().length, 1);
  await page.wait(2 * PAUSE);
  assert.deepEqual(reports().map(requestsOf), [[1], [1]]);
  assert.deepEqual(reports().map(({ number }) => number), ["3ks-1", "3ks-2"]);
  await page.wait(10 * TIMEOUT);
  assert.ok(reports().length >= 8);
  assert.deepEqual(restarts, []); // a server that is slow is not one that was started anew
  page.acknowledged = `3ks-${reports().length}`;
  const before = reports().length;
  await page.wait(10 * TIMEOUT);
  assert.equal(reports().length, before);
});

test("sent: while Python works, or nothing answers, there is not one more report", async () => {
  for (const away of [{ runs: true }, { connected: false }, { served: false }]) {
    const { page, outbox, reports } = opened();
    outbox.report(7, { pick: 3 });
    Object.assign(page, away);
    await page.wait(5 * TIMEOUT);
    assert.equal(reports().length, 1);
    Object.assign(page, { runs: false, connected: true, served: true });
    await page.wait(TIMEOUT);
    assert.deepEqual(reports().map(requestsOf), [[1], [1]]);
  }
});

test("sent → waiting on another page: a server that was started anew has the page loaded again with its requests", async () => {
  const { page, outbox, reports, restarts } = opened();
  outbox.report(7);
  page.acknowledged = "3ks-1";
  await page.wait(PAUSE);
  page.loses();
  outbox.report(8, { pick: 3 });
  await page.wait(2 * TIMEOUT);
  assert.deepEqual([reports().length, restarts], [2, []]); // nobody is there yet
  page.acknowledged = ""; // the new server's page
  page.comesBack();
  await page.wait(3 * TIMEOUT);
  assert.deepEqual(restarts[0], [{ t: 8, pick: 3 }]);
  assert.deepEqual(new Set(reports().slice(1).map(requestsOf).flat()), new Set([1]));
});

test("a connection that is only interrupted loads nothing again", async () => {
  const { page, outbox, reports, restarts } = opened();
  outbox.report(7, { pick: 3 });
  page.loses();
  page.comesBack();
  await page.wait(TIMEOUT + PAUSE);
  page.acknowledged = reports().at(-1).number;
  await page.wait(10 * TIMEOUT);
  assert.deepEqual([outbox.unacknowledged, restarts], [[], []]);
});

test("what the page before this one left is asked for anew, at its step", async () => {
  const { page, outbox, reports } = opened();
  outbox.resume(9, [{ t: 7, pick: 3 }, { t: 8, undo: true }]);
  await page.wait(PAUSE);
  assert.deepEqual(reports().at(-1).requests, [{ number: 1, t: 7, pick: 3 }, { number: 2, t: 8, undo: true }]);
});

test("a component that takes another's place goes on with what is not acknowledged", async () => {
  const { page, owner, outbox, again, sent } = opened();
  outbox.report(7);
  page.acknowledged = "3ks-1";
  outbox.report(8, { pick: 3 }); // waits
  outbox.close(owner);
  await page.wait(10 * TIMEOUT);
  assert.equal(sent.length, 1);
  const later = [];
  const next = { ...owner, send: (_, report) => later.push(report) };
  outbox.open(next, again);
  outbox.resume(8);
  assert.deepEqual(later.map(requestsOf), [[1]]);
  outbox.close(owner); // the one before it, which has nothing to say any more
  await page.wait(2 * TIMEOUT);
  assert.equal(later.length, 2);
});

test("requests about points that are gone are forgotten, and their numbers are not used again", async () => {
  const { page, outbox, reports } = opened();
  outbox.report(7, { pick: 3 });
  outbox.forget();
  await page.wait(PAUSE);
  outbox.report(0, { pick: 4 });
  assert.deepEqual(reports().map(requestsOf), [[1], [2]]);
});

test("while it plays a step is told only after a pause, and once the last is acknowledged", async () => {
  const { page, outbox, reports } = opened();
  assert.equal(outbox.now(1, 500), true);
  await page.wait(600);
  assert.equal(outbox.now(2, 500), false);
  page.acknowledged = "3ks-1";
  assert.equal(outbox.now(3, 700), false);
  assert.equal(outbox.now(4, 500), true);
  assert.deepEqual(reports().map(({ t, playing }) => [t, playing]), [[1, true], [4, true]]);
});

test("the address is written at once, but for many in a row: then at most so often, and the last one counts", async () => {
  const { page, outbox } = opened();
  for (let t = 1; t <= 20; t += 1) {
    outbox.address(`t=${t}`);
    assert.equal(page.query, `t=${t}`);
  }
  outbox.address("t=21");
  outbox.address("t=22");
  await page.wait(399);
  assert.equal(page.query, "t=20");
  await page.wait(1);
  assert.equal(page.query, "t=22");
  await page.wait(60_000);
  outbox.address("t=23");
  assert.equal(page.query, "t=23");
});

test("in no 30 s is the address written 100 times, which a browser would refuse", async () => {
  const { page, outbox } = opened();
  const written = [];
  page.writeAddress = () => written.push(page.now());
  for (let t = 0; t < 2_000; t += 1) {
    outbox.address(`t=${t}`);
    await page.wait(33);
  }
  for (const start of written) assert.ok(written.filter((at) => at >= start && at < start + 30_000).length < 100);
});

test("waiting: of more than 100 requests the rest go once the first are acknowledged, and none is lost", async () => {
  const { page, outbox, reports } = opened();
  for (let i = 0; i < 250; i += 1) outbox.report(7, { pick: i });
  await page.wait(PAUSE);
  const taken = new Set();
  let last = 0;
  for (let i = 0; i < 20; i += 1) {
    const report = reports().at(-1);
    for (const number of requestsOf(report)) if (number > last) taken.add((last = number));
    page.acknowledged = report.number;
    await page.wait(2 * PAUSE);
  }
  assert.deepEqual([...taken], Array.from({ length: 250 }, (_, i) => i + 1));
  assert.ok(reports().every(({ requests }) => requests.length <= 100));
  assert.deepEqual(outbox.unacknowledged, []);
  const count = reports().length;
  await page.wait(60_000);
  assert.equal(reports().length, count);
});
