"""What Python sends to the stage, made and read back: a reader of the format that shares no code with the writer."""

import json
from dataclasses import dataclass

import numpy as np

from logreg_core import run
from logreg_core.descent.experiment import Experiment
from logreg_core.points.dataset import Dataset
from pages.stage.header import Command, SessionHeader
from pages.stage.lab_payload import Former, frames, payload, pictures

TYPES = {"f8": "<f8", "f4": "<f4", "u4": "<u4", "u2": "<u2", "u1": "<u1"}


@dataclass(frozen=True)
class Read:
    """A payload: its header, and its columns as they are sent and as they are meant."""

    header: dict
    raw: dict
    columns: dict
    size: int  # of the columns, in bytes

    @property
    def steps(self):
        """The held steps."""
        first = len(self.columns["w1"])
        return self.columns.get("t", np.arange(first)).astype(int)


def refuse(word):
    raise AssertionError(f"{word} is not JSON")


def read(blob):
    length = int.from_bytes(blob[:4], "little")
    assert (4 + length) % 8 == 0, "columns must begin at a multiple of 8"
    header = json.loads(blob[4 : 4 + length].decode(), parse_constant=refuse)
    raw, columns = {}, {}
    end = 0
    for entry in header["table"]:
        size = int(entry["type"][1])
        count = entry["rows"] * entry["width"]
        assert entry["at"] % size == 0, f"{entry['name']} is not aligned"
        values = np.frombuffer(blob, TYPES[entry["type"]], count, 4 + length + entry["at"])
        end = max(end, entry["at"] + count * size)
        values = values.reshape(entry["rows"], entry["width"]) if entry["width"] > 1 else values
        raw[entry["name"]] = columns[entry["name"]] = values
        if "shift" in entry:
            shift, scale = (np.resize(entry.get(key, 1.0), entry["width"]) for key in ("shift", "scale"))
            columns[entry["name"]] = values.astype(np.float64) * scale + shift
    assert end <= len(blob) - 4 - length < end + 8, "nothing is left over"
    for figure in header.get("figures", {}).values():
        figure["data"] = [listed(trace, columns) for trace in figure["data"]]
    return Read(header, raw, columns, len(blob) - 4 - length)


def listed(value, columns):
    """What stands in a figure, with its lists in it that are sent as columns."""
    if not isinstance(value, dict):
        return value
    if "column" in value:
        numbers = columns[value["column"]].tolist()
        return [value["words"][number] for number in numbers] if "words" in value else numbers
    if "lines" in value:
        found = []
        for way, *numbers in (line.split("\t") for line in value["lines"].split("\n")):
            pieces = value["ways"][int(way)]
            found.append("".join(piece + number for piece, number in zip(pieces, [*numbers, ""], strict=True)))
        return found
    return {name: listed(entry, columns) for name, entry in value.items()}


def sent(dataset, done, pick=0, t=0, *, former=None, command=None, address="data=blobs"):
    """The blob for a run, as the page makes it."""
    held, shared = frames(dataset, done, t)
    return payload(
        dataset,
        done,
        pick,
        held=held,
        shared=shared,
        drawn=pictures(dataset, done, former),
        from_session=SessionHeader(command or Command("s-1", t), address),
        former=former,
    )


def made(dataset: Dataset, pick=0, *, t=0, before: Experiment | None = None, **experiment):
    """A run and what is sent of it."""
    done = run(dataset, Experiment(**experiment))
    former = Former(run(dataset, before), "α = 0.1") if before else None
    return done, read(sent(dataset, done, pick, t, former=former))
