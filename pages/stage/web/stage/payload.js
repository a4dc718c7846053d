// @ts-check
/**
 * What a stage is sent; the twins of these types are the typed dictionaries in pages/stage/header.py, lab_payload.py,
 * example_payloads.py, rest_payload.py, surface/map_view.py, sigma/sigma_view.py, learning/gate.py and under_hand/handles.py.
 */

import { unpack } from "../core/unpacking.js";

/**
 * @typedef {object} CommandHeader
 * @property {string} number
 * @property {number} t
 * @property {string} view
 * @property {string} speed
 */

/**
 * @typedef {object} ScheduledRate
 * @property {number} start
 * @property {number} rate
 */

/**
 * @typedef {object} Rates
 * @property {ScheduledRate[]} schedule
 */

/**
 * @typedef {object} ActHeader
 * @property {string} words
 * @property {Record<string, boolean | number | string>} request
 */

/**
 * @typedef {object} OutcomeHeader
 * @property {string} text
 * @property {ActHeader[]} acts
 */

/**
 * What a flipped label has changed.
 * @typedef {object} Changed
 * @property {string} text
 * @property {boolean} undo
 */

/**
 * An answer to choose.
 * @typedef {object} AnswerHeader
 * @property {string} value
 * @property {string} text
 */

/**
 * A question; without answers it is answered by clicking a point.
 * @typedef {object} QuestionHeader
 * @property {string} kind
 * @property {string} text
 * @property {AnswerHeader[]} answers
 */

/**
 * What stands in the why line's place while Predict is on.
 * @typedef {object} GateHeader
 * @property {number} t
 * @property {string} text
 * @property {QuestionHeader[]} questions
 * @property {string} told
 * @property {string} decided
 * @property {string} count
 * @property {string} step
 */

/**
 * What every stage is sent.
 * @typedef {object} StageHeader
 * @property {number} steps
 * @property {number} pick
 * @property {Rates} rates
 * @property {OutcomeHeader} outcome
 * @property {string} undo
 * @property {number} asked
 * @property {CommandHeader} command
 * @property {string} address
 * @property {string[]} controls
 * @property {boolean} present
 * @property {boolean} cold
 * @property {boolean} follow
 * @property {boolean} asks
 * @property {string[]} covered
 * @property {string} offer
 * @property {import("../core/unpacking.js").Entry[]} table
 * @property {string} run
 * @property {Changed} [changed]
 * @property {GateHeader} [predict]
 */

/**
 * A blank that was tried.
 * @typedef {object} TriedHeader
 * @property {string} typed
 * @property {boolean} right
 * @property {string} value
 * @property {string} says
 * @property {boolean} show
 * @property {number[]} elsewhere
 */

/**
 * @typedef {object} LevelHeader
 * @property {number} blanks
 * @property {string} words
 */

/**
 * Numbers to be filled in, and what was tried at step t.
 * @typedef {object} BlanksHeader
 * @property {number} asked
 * @property {number} most
 * @property {LevelHeader[]} levels
 * @property {string} list
 * @property {number} t
 * @property {string} last
 * @property {Record<string, TriedHeader>} tried
 */

/**
 * What every kind of stage is sent of its own.
 * @typedef {object} KindHeader
 * @property {string} sentence
 * @property {Record<string, string[]>} words
 * @property {string[]} reveal
 * @property {number} [forward]
 * @property {BlanksHeader} blanks
 */

/**
 * @typedef {object} LabRate
 * @property {number} start
 * @property {number} rate
 * @property {string} text
 * @property {number} place
 */

/**
 * @typedef {object} LabRates
 * @property {number[]} scale
 * @property {LabRate[]} schedule
 * @property {string} safe
 * @property {string} safe_why
 * @property {string} no_promise
 */

/**
 * @typedef {object} CurveSource
 * @property {string} y
 * @property {string} [x]
 * @property {string} [rows]
 */

/**
 * @typedef {object} Ring
 * @property {number} xanchor
 * @property {number} yanchor
 */

/**
 * @typedef {object} TypedField
 * @property {number} step
 * @property {string} label
 */

/**
 * What there is to draw on: the curve of J that is to come.
 * @typedef {object} Sheet
 * @property {string} words
 * @property {number[]} columns
 * @property {TypedField[]} fields
 * @property {number} largest
 */

/**
 * What a person drew, once the run may be seen.
 * @typedef {object} Drawn
 * @property {number} last
 * @property {string} says
 */

/**
 * The map of the loss that is shown.
 * @typedef {object} MapHeader
 * @property {string} view
 * @property {string[]} axes
 * @property {number[]} box
 * @property {number[]} x
 * @property {number[]} y
 * @property {string} caption
 * @property {boolean} told
 * @property {Figure} figure
 */

/**
 * The S-curve that is shown.
 * @typedef {object} SigmaHeader
 * @property {number[]} y
 * @property {number} pick
 * @property {number[]} across
 * @property {number[]} up
 * @property {string} caption
 * @property {Figure} figure
 */

/**
 * How a hand may move the start.
 * @typedef {object} Hand
 * @property {number[]} unit
 * @property {number} far
 * @property {number[]} lays
 * @property {boolean} turns
 * @property {number[]} start
 * @property {string} moved
 * @property {boolean} undo
 * @property {boolean} guess
 * @property {string} words
 */

/**
 * What the Lab's stage is sent of its own.
 * @typedef {object} LabHeader
 * @property {string} sentence
 * @property {Record<string, string[]>} words
 * @property {string[]} reveal
 * @property {number} [forward]
 * @property {BlanksHeader} blanks
 * @property {boolean} held_out
 * @property {string} why
 * @property {string} strip
 * @property {string} units
 * @property {string[]} legend
 * @property {string[]} axes
 * @property {string[]} levels
 * @property {string[]} notes
 * @property {LabRates} rates
 * @property {Record<string, string>} dark
 * @property {string} former
 * @property {string} former_head
 * @property {string} flip
 * @property {Record<string, CurveSource>} curve_sources
 * @property {Ring} ring
 * @property {string} ring_text
 * @property {Sheet} [sheet]
 * @property {Drawn} [drawn]
 * @property {Hand} [hand]
 * @property {SigmaHeader} [sigma]
 * @property {number} [steps]
 * @property {number} [asked]
 * @property {OutcomeHeader} [outcome]
 * @property {Figure} plane
 * @property {Record<string, Figure>} curve
 * @property {MapHeader} [map]
 */

/**
 * What the Chain rule page's stage is sent of its own.
 * @typedef {object} GraphHeader
 * @property {string} sentence
 * @property {Record<string, string[]>} words
 * @property {string[]} reveal
 * @property {number} [forward]
 * @property {BlanksHeader} blanks
 * @property {string} graph
 * @property {string} factor
 */

/**
 * What a stage with nothing but the strip is sent of its own.
 * @typedef {object} StripHeader
 * @property {string} sentence
 * @property {Record<string, string[]>} words
 * @property {string[]} reveal
 * @property {number} [forward]
 * @property {BlanksHeader} blanks
 * @property {string} strip
 */

/**
 * How far each of many rates comes, and a button that takes the best.
 * @typedef {object} SweepShown
 * @property {Figure} figure
 * @property {string} tune
 * @property {number} rate
 */

/**
 * What the Lab's stage is told of the step on screen alone, once it is at rest.
 * @typedef {object} Rest
 * @property {string} run
 * @property {number} t
 * @property {string} odds
 * @property {number[]} wrong
 * @property {number[]} [members]
 * @property {Figure} [along]
 * @property {string} [above]
 * @property {SweepShown} [sweep]
 * @property {Figure} [squared]
 */

/**
 * A stage's payload, read: the header, the columns by name and the held step of each row.
 * @typedef {object} Payload
 * @property {StageHeader & KindHeader} header
 * @property {import("../core/unpacking.js").Columns} columns
 * @property {Uint32Array} steps
 * @property {string} [id]
 * @property {number} [until] the step that the curve is drawn to, where that is not its end
 */

/**
 * Return a stage's payload, with the columns that it leaves out, since they follow from the header.
 * @param {Uint8Array} bytes
 * @returns {Payload}
 */
export function readPayload(bytes) {
  const { header, columns } = unpack(bytes);
  const rows = columns.w1.values.length;
  if (!columns.t) columns.t = { values: Uint32Array.from({ length: rows }, (_, i) => i), width: 1 };
  const steps = /** @type {Uint32Array} */ (columns.t.values);
  columns.t_before = { values: steps.map((step) => Math.max(step - 1, 0)), width: 1 };
  columns.t_after = { values: steps.map((step) => step + 1), width: 1 };
  const alpha = new Float64Array(rows);
  let k = 0;
  for (let i = 0; i < rows; i += 1) {
    while (k + 1 < header.rates.schedule.length && header.rates.schedule[k + 1].start <= steps[i]) k += 1;
    alpha[i] = header.rates.schedule[k].rate;
  }
  columns.alpha = { values: alpha, width: 1 };
  return { header, columns, steps };
}
