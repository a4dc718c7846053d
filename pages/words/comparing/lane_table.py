"""The table of lanes, as HTML: the stage fills in what hangs on the step, and hears what is typed and pressed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from html import escape

from logreg_core import RULES
from logreg_core.descent.batches import Batches
from logreg_core.descent.batches.batches import ORDERS
from logreg_core.descent.experiment import ALL, Experiment
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run
from logreg_core.lanes.lane import MOST_LANES
from pages.words.batch.batch_settings import ORDER_TITLES
from pages.words.choosing.rule_help import as_typed, setting_help
from pages.words.comparing.preset_words import preset_menu, preset_said
from pages.words.numbers import exactly
from pages.words.strip import value

NEAR = "0.001"
_MORE = (("rate", "<i>α</i>", "number"), ("batch", "batch", "batch"), ("l2", "<i>λ</i>", "number"))
_SMALL = ("epsilon",)  # settings that keep a division from failing, and that no line of a table needs


@dataclass(frozen=True)
class LaneRow:
    """What one row says of a lane: its mark as HTML, its rule's title, its name and experiment, how soon it was near.

    name : as `lane_names` has it, so that no other lane is called the same.

    until : the first step with a gap under 0.001, None where there was none;  again : whether it rose above it again.
    gap : whether it has a least value to be above.  ended : what is said of one that runs away.
    """

    mark: str
    title: str
    name: str
    experiment: Experiment
    m: int
    until: int | None
    again: bool
    gap: bool
    ended: str = ""


def lane_settings(experiment: Experiment, m: int) -> str:
    """Return a lane's settings in a few words: "β 0.9, all 200", "20 of 200, seed 7, λ 0.1"."""
    rule, said = experiment.rule, []
    for each in fields(rule):
        setting = getattr(rule, each.name)
        if each.metadata.get("switch"):
            said += [] if setting else [each.metadata["off"]]
        elif each.name not in _SMALL:
            said.append(f"{each.metadata['letter']} {exactly(setting)}")
    batches = Batches.of(experiment, m)
    said.append(f"all {m:,}" if batches is None else f"{min(batches.size, m):,} of {m:,}, seed {batches.seed}")
    if experiment.l2:
        said.append(f"λ {exactly(experiment.l2)}")
    return ", ".join(said)


def ended_in_words(run: Run) -> str:
    """Say of a run that its numbers grew too large, or that it led up; "" where there is nothing to say."""
    letter = "F" if run.l2 else "J"
    if run.steps < run.experiment.steps:
        return f"its numbers grew too large at step {run.steps:,}"
    return f"{letter} ends above where it began" if run.F[-1] > run.F[0] else ""


def lane_table(rows: Sequence[LaneRow], letter: str, *, fixed: bool = False, preset: str = "") -> str:
    """Return the table. letter : "J", or "F" where λ charges the weights of some lane.

    fixed : whether nothing can be changed, as where it is shown to a class.   preset : the one that the lanes are.
    """
    gaps = any(row.gap for row in rows)
    least = f'<span class="least"><i>{letter}</i> − <i>{letter}</i>*</span>'
    heads = [
        ("lane", "Lane"),
        ("alpha", "<i>α</i>"),
        ("", f"<i>{letter}</i> at step {value('t', 'integer')}"),
        *([("", least), ("until", f"steps until {least} &lt; {NEAR}")] if gaps else []),
        ("", "examples touched"),
        ("", "last step’s length"),
        ("", '<span class="spoken">what to do</span>'),
    ]
    head = "".join(f'<th scope="col"{f" class={kind}" if kind else ""}>{text}</th>' for kind, text in heads)
    body = "".join(_row(k, row, gaps=gaps, alone=len(rows) == 1, fixed=fixed) for k, row in enumerate(rows))
    table = f'<div class="scrolls"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    said = preset_said(preset)
    if fixed:
        return table + said
    return f'{table}<div class="more-lanes">{_more(len(rows))}{preset_menu(preset)}</div>{said}'


def _row(k: int, row: LaneRow, *, gaps: bool, alone: bool, fixed: bool) -> str:
    title, said = escape(row.title), escape(lane_settings(row.experiment, row.m))
    label = f"<span>{title}</span>" if fixed else _opener(k, title)
    cells = [
        f'<th scope="row" class="lane">{row.mark}{label} <span class="settings-said">{said}</span>{_ended(row)}</th>',
        f'<td class="alpha">{_rate(k, row, fixed=fixed)}</td>',
        f"<td>{value(f'F{k}', kind='loss')}</td>",
    ]
    if gaps:
        cells.append(f"<td>{value(f'gap{k}', kind='loss') if row.gap else '–'}</td>")
        cells.append(f"<td>{_until(row)}</td>")
    cells += [f"<td>{value(f'touched{k}', 'integer')}</td>", f"<td>{value(f'length{k}')}</td>"]
    acts = "" if fixed else _act({"lane": k, "open": True}, "Open in the Lab", f"Open {row.name} in the Lab")
    if not fixed and not alone:
        acts += _cross(k, row.name)
    cells.append(f'<td class="acts">{acts}</td>')
    line = f'<tr data-row="{k}">{"".join(cells)}</tr>'
    return line if fixed else line + _settings(k, row, columns=len(cells))


def _opener(k: int, name: str) -> str:
    return f'<button type="button" class="link" data-opens-lane="{k}" aria-expanded="false">{name}</button>'


def _ended(row: LaneRow) -> str:
    return f'<span class="ended">{escape(row.ended)}</span>' if row.ended else ""


def _until(row: LaneRow) -> str:
    if row.until is None:
        return "–"
    return f"{'<span class=at-first>at first</span> ' if row.again else ''}<b>{row.until:,}</b>"


def _rate(k: int, row: LaneRow, *, fixed: bool) -> str:
    if fixed:
        return value(f"rate{k}", "exact")
    what = escape(f"Learning rate of {row.name}", quote=True)
    typed = 'type="text" inputmode="decimal" autocomplete="off" spellcheck="false"'
    return f'<input {typed} data-lane="{k}" data-change="rate" data-kind="number" data-rate="{k}" aria-label="{what}">'


def _act(request: dict[str, object], words: str, label: str) -> str:
    asked, label = escape(json.dumps(request), quote=True), escape(label, quote=True)
    return f'<button type="button" class="link" data-request="{asked}" aria-label="{label}">{words}</button>'


def _cross(k: int, name: str) -> str:
    asked = escape(json.dumps({"lane": k, "remove": True}), quote=True)
    label = escape(f"Remove {name}", quote=True)
    return f'<button type="button" class="quiet" data-request="{asked}" aria-label="{label}" title="{label}">✕</button>'


def _settings(k: int, row: LaneRow, *, columns: int) -> str:
    experiment, rule = row.experiment, row.experiment.rule
    titles = [(word, RULES[word].title) for word in RULES]
    boxes = [_choice(k, "rule", "Rule", titles, rule.word)]
    boxes += [_setting(k, rule, name) for name in rule.settings]
    if rule.takes_batches:
        batch = ALL if experiment.batch is None else str(experiment.batch)
        help_ = "How many examples a step takes: a whole number, or all."
        boxes.append(_box(k, "batch", "Batch", batch, help_, kind="batch"))
        if experiment.batch is not None:
            orders = [(order, ORDER_TITLES[order]) for order in ORDERS]
            boxes.append(_choice(k, "batch_order", "Order", orders, experiment.batch_order))
            seed = str(experiment.batch_seed)
            boxes.append(_box(k, "batch_seed", "Seed", seed, "The same seed makes the same batches."))
    boxes.append(_box(k, "l2", "<i>λ</i>", as_typed(experiment.l2), "The penalty λ/2·|w|², 0 for none."))
    inside = f'<td colspan="{columns}"><div class="lane-settings">{"".join(boxes)}</div></td>'
    return f'<tr data-settings="{k}" hidden>{inside}</tr>'


def _setting(k: int, rule: Rule, name: str) -> str:
    """A box for one of the rule's settings: what is typed stands in the rule's text in place of {}."""
    each = next(field for field in fields(rule) if field.name == name)
    setting = getattr(rule, name)
    if each.metadata.get("switch"):
        other = replace(rule, **{name: not setting}).to_text()
        asked = f'data-lane="{k}" data-change="rule" data-to="{escape(other, quote=True)}"'
        title = escape(each.metadata["title"])
        return f'<label><input type="checkbox" {asked}{" checked" if setting else ""}> {title}</label>'
    values = ["{}" if other.name == name else repr(float(getattr(rule, other.name))) for other in fields(rule)]
    letter = f"<i>{escape(each.metadata['letter'])}</i>"
    text = f"{rule.word}:{','.join(values)}"
    return _box(k, "rule", letter, as_typed(setting), setting_help(each.metadata), within=text)


def _box(k: int, name: str, words: str, typed: str, help_: str, *, kind: str = "number", within: str = "") -> str:
    asked = f'data-lane="{k}" data-change="{name}" data-kind="{kind}"'
    if within:
        asked += f' data-within="{escape(within, quote=True)}"'
    about = f'value="{escape(typed, quote=True)}" title="{escape(help_, quote=True)}" autocomplete="off"'
    return f'<label>{words} <input type="text" {asked} {about}></label>'


def _choice(k: int, name: str, words: str, choices: Sequence[tuple[str, str]], chosen: str) -> str:
    options = "".join(
        f'<option value="{word}"{" selected" if word == chosen else ""}>{escape(title)}</option>'
        for word, title in choices
    )
    return f'<label>{words} <select data-lane="{k}" data-change="{name}">{options}</select></label>'


def _more(count: int) -> str:
    """What stands under the table: one lane more, like the last but for one thing."""
    left, last = MOST_LANES - count, count - 1
    if left <= 0:
        return "<span>Six lanes are the most. Remove one to add another.</span>"
    rules = '<option value="">as it is</option>' + "".join(
        f'<option value="{word}">{escape(rule.title)}</option>' for word, rule in RULES.items()
    )
    boxes = "".join(
        f'<label>{words} <input type="text" autocomplete="off" spellcheck="false" data-copy data-lane="{last}" '
        f'data-change="{name}" data-kind="{kind}"></label>'
        for name, words, kind in (
            ("rate", "<i>α</i>", "number"),
            ("batch", "batch", "batch"),
            ("l2", "<i>λ</i>", "number"),
        )
    )
    fit = "one more fits" if left == 1 else f"{left} more fit"
    return (
        '<details class="menu up"><summary>+ lane</summary><div class="list">'
        "<p>Like the last lane, but with another</p>"
        f'<label>rule <select data-copy data-lane="{last}" data-change="rule">{rules}</select></label>'
        f"{boxes}</div></details><span>{fit}</span>"
    )
