// Payloads unpacked: a header in JSON, then columns, at whatever place the bytes begin.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fingerprint, unpack } from "../../pages/stage/web/core/unpacking.js";
import { readPayload } from "../../pages/stage/web/stage/payload.js";

function packed(header, ...columns) {
  let text = JSON.stringify(header);
  text += " ".repeat((((-(Buffer.byteLength(text) + 4)) % 8) + 8) % 8);
  const head = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return new Uint8Array(Buffer.concat([length, head, ...columns.map(({ buffer }) => Buffer.from(buffer))]));
}

const W1 = Float64Array.from([1, 2, 3, 4]);
const STATE = Uint8Array.from([0, 1, 2]);
const entry = (name, type, at, rows, width = 1) => ({ name, type, at, rows, width });
const SCHEDULE = [{ start: 0, rate: 0.1 }, { start: 2, rate: 1 }];
const HEADER = {
  says: "ŷ ≥ 0.5",
  rates: { schedule: SCHEDULE },
  table: [entry("w1", "f8", 0, 3), entry("next_w1", "f8", 8, 3), entry("state", "u1", 32, 3)],
};

test("columns are unpacked, those sent by reference too, wherever the bytes begin", () => {
  const bytes = packed(HEADER, W1, STATE);
  const elsewhere = new Uint8Array(bytes.length + 3);
  elsewhere.set(bytes, 3);
  for (const each of [bytes, elsewhere.subarray(3)]) {
    const { header, columns } = unpack(each);
    assert.equal(header.says, "ŷ ≥ 0.5");
    assert.deepEqual(Array.from(columns.w1.values), [1, 2, 3]);
    assert.deepEqual(Array.from(columns.next_w1.values), [2, 3, 4]);
    assert.deepEqual(Array.from(columns.state.values), [0, 1, 2]);
  }
});

test("the stage's payload gets the columns that follow from its header", () => {
  const { columns, steps } = readPayload(packed(HEADER, W1, STATE));
  assert.deepEqual(Array.from(steps), [0, 1, 2]);
  assert.deepEqual(Array.from(columns.alpha.values), [0.1, 0.1, 1]);
});

test("payloads that differ in one byte have other fingerprints", () => {
  const bytes = packed(HEADER, W1, STATE);
  const other = bytes.slice();
  other[other.length - 1] ^= 1;
  assert.equal(fingerprint(bytes), fingerprint(bytes.slice()));
  assert.notEqual(fingerprint(bytes), fingerprint(other));
});
