"""Labelled points as the shortest exact text that a link can hold, and back.

A column of short decimals is written as whole numbers (1.234 is 1234 with three decimals), any other column as the
bits of its doubles. In a column each class has a least number, a step (the common divisor of the differences) and a
count of steps. A value is then a number of steps, and these are the digits of one large number in mixed radix: no
bit is spent on values that do not occur. Texts end in a checksum. All that is read has a largest size, since a link
may hold anything; ValueError says what is wrong.
"""

from __future__ import annotations

import base64
import math
import struct
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

Row = tuple[float, float, int]  # x1, x2, y
_CHUNK = 128  # rows that share one large number
_BITS = 0  # how a column is written: 0 as bits, else 1 + its decimals, zigzag
_TOP = 1 << 63
_DAMAGED = "it is cut short or damaged"


def seal(kind: str, body: bytes) -> str:
    """Return the body as letters, digits, - and _, after the letter that says what it is."""
    whole = body + zlib.crc32(body).to_bytes(4, "big")
    return kind + base64.urlsafe_b64encode(whole).decode().rstrip("=")


def unseal(kind: str, text: str) -> Reader:
    """Return a reader of what `seal` made. Raises ValueError where it is of another kind or damaged."""
    if text[:1] != kind:
        raise ValueError("it does not begin as it should")
    whole = base64.b64decode(text[1:] + "=" * (-(len(text) - 1) % 4), altchars=b"-_", validate=True)
    body, sum_ = whole[:-4], whole[-4:]
    if len(whole) < 5 or zlib.crc32(body).to_bytes(4, "big") != sum_:
        raise ValueError(_DAMAGED)
    return Reader(body)


def whole(value: int) -> bytes:
    """Write a whole number, 0 or more: seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def blob(raw: bytes) -> bytes:
    """Write bytes with their length, compressed where that is shorter."""
    packer = zlib.compressobj(9, wbits=-15)
    squeezed = packer.compress(raw) + packer.flush()
    best, is_squeezed = (squeezed, 1) if len(squeezed) < len(raw) else (raw, 0)
    return whole(2 * len(best) + is_squeezed) + best


def indexes(ascending: Sequence[int]) -> bytes:
    """Write ascending numbers, 0 or more, by the gaps between them."""
    gaps = [after - before - 1 for before, after in zip((-1, *ascending), ascending, strict=False)]
    return blob(b"".join(map(whole, gaps)))


def rows(points: Sequence[Row]) -> bytes:
    """Write points in their order, each number bit for bit."""
    labels = [int(y) for _, _, y in points]
    parts = [whole(len(points)), _labels(labels)] if points else [whole(0)]
    written = [_column([float(point[which]) for point in points], labels) for which in (0, 1)] if points else []
    parts += [head for head, _, _ in written]
    for start in range(0, len(points), _CHUNK):
        number, size = 0, 1
        for i in range(min(start + _CHUNK, len(points)) - 1, start - 1, -1):
            for _, digits, sizes in reversed(written):
                number = number * sizes[labels[i]] + digits[i]
                size *= sizes[labels[i]]
        parts.append(number.to_bytes(_bytes_for(size), "big"))
    return b"".join(parts)


def _bytes_for(size: int) -> int:
    return ((size - 1).bit_length() + 7) // 8


def _labels(labels: Sequence[int]) -> bytes:
    """Write labels: one bit a point, or how many of one class follow each other, whichever is shorter."""
    ends = [i for i in range(1, len(labels)) if labels[i] != labels[i - 1]]
    lengths = [after - before for before, after in zip((0, *ends), (*ends, len(labels)), strict=True)]
    stretches = bytes([1 + labels[0]]) + b"".join(map(whole, lengths))
    bits = int("".join(map(str, labels)), 2)
    one_by_one = bytes([0]) + bits.to_bytes((len(labels) + 7) // 8, "big")
    return min(stretches, one_by_one, key=len)


def _column(values: list[float], labels: list[int]) -> tuple[bytes, list[int], list[int]]:
    """Return how a column is written: its head, each value as a number of steps, and each class's count of them."""
    candidates = [_spread(whole(_BITS), [_ordered(x) for x in values], labels)]
    decimal = _as_decimals(values)
    if decimal is not None:
        decimals, numbers = decimal
        candidates.append(_spread(whole(1 + _zigzag(decimals)), numbers, labels))
    return min(candidates, key=lambda each: 8 * len(each[0]) + sum(math.log2(each[2][label]) for label in labels))


def _spread(head: bytes, numbers: list[int], labels: list[int]) -> tuple[bytes, list[int], list[int]]:
    least, step, sizes = [0, 0], [1, 1], [1, 1]
    for label in sorted(set(labels)):
        own = [n for n, its in zip(numbers, labels, strict=True) if its == label]
        least[label] = min(own)
        step[label] = math.gcd(*(n - least[label] for n in own)) or 1
        sizes[label] = (max(own) - least[label]) // step[label] + 1
        head += whole(_zigzag(least[label])) + whole(step[label]) + whole(sizes[label] - 1)
    digits = [(n - least[label]) // step[label] for n, label in zip(numbers, labels, strict=True)]
    return head, digits, sizes


def _as_decimals(values: Iterable[float]) -> tuple[int, list[int]] | None:
    """Return how many decimals all values need, and the values times ten to that power; None if they are too long."""
    texts = [Decimal(repr(x)).normalize() for x in values]
    exponents = [int(text.as_tuple().exponent) for text in texts if text]
    if exponents and max(exponents) - min(exponents) > 20:
        return None
    decimals = -min(exponents, default=0)
    numbers = [int(text.scaleb(decimals)) for text in texts]
    exact = all(repr(_decimal(n, decimals)) == repr(x) for n, x in zip(numbers, values, strict=True))  # not -0.0
    return (decimals, numbers) if exact and max(map(abs, numbers)) < _TOP else None


def _decimal(number: int, decimals: int) -> float:
    return float(f"{number}e{-decimals}")


def _ordered(x: float) -> int:
    """Return the bits of a double as a whole number that grows with it."""
    (bits,) = struct.unpack(">Q", struct.pack(">d", x))
    return int(bits ^ (2 * _TOP - 1) if bits & _TOP else bits | _TOP)


def _from_ordered(number: int) -> float:
    if not 0 <= number < 2 * _TOP:
        raise ValueError(_DAMAGED)
    bits = number ^ _TOP if number & _TOP else number ^ (2 * _TOP - 1)
    return float(struct.unpack(">d", struct.pack(">Q", bits))[0])


def _zigzag(value: int) -> int:
    return 2 * value if value >= 0 else -2 * value - 1


def _unzigzag(value: int) -> int:
    return -(value + 1) // 2 if value & 1 else value // 2


class Reader:
    """A reader of what the functions above have written; it reads in the same order."""

    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    def _take(self, count: int) -> bytes:
        part = self._body[self._at : self._at + count]
        if len(part) < count:
            raise ValueError(_DAMAGED)
        self._at += count
        return part

    def whole(self) -> int:
        """Read a whole number of at most 70 bits."""
        value = 0
        for shift in range(0, 70, 7):
            byte = self._take(1)[0]
            value |= (byte & 127) << shift
            if byte < 128:
                return value
        raise ValueError(_DAMAGED)

    def blob(self, longest: int) -> bytes:
        """Read bytes. Raises ValueError where they are more than `longest`."""
        count, is_squeezed = divmod(self.whole(), 2)
        raw = self._take(count)
        if is_squeezed:
            unpacker = zlib.decompressobj(wbits=-15)
            try:
                raw = unpacker.decompress(raw, longest)
            except zlib.error as error:
                raise ValueError(str(error)) from None
            if not unpacker.eof:
                raise ValueError("it is cut short or too long")
        if len(raw) > longest:
            raise ValueError("it is too long")
        return raw

    def indexes(self, most: int) -> tuple[int, ...]:
        """Read ascending numbers. Raises ValueError where they are more than `most`."""
        gaps, last, found = Reader(self.blob(4 * most)), -1, []
        while not gaps.is_done:
            last += 1 + gaps.whole()
            found.append(last)
            if len(found) > most:
                raise ValueError(f"it holds more than {most:,} numbers")
        return tuple(found)

    def rows(self, most: int) -> tuple[Row, ...]:
        """Read points. Raises ValueError where they are more than `most`."""
        count = self.whole()
        if count > most:
            raise ValueError(f"it holds {count:,} points; {most:,} are the most")
        if not count:
            return ()
        labels = self._labels(count)
        columns = [self._column(labels) for _ in (0, 1)]
        points: list[Row] = []
        for start in range(0, count, _CHUNK):
            chunk = labels[start : start + _CHUNK]
            size = math.prod(sizes[label] for label in chunk for _, _, _, sizes in columns)
            number = int.from_bytes(self._take(_bytes_for(size)), "big")
            for label in chunk:
                pair = []
                for how, least, step, sizes in columns:
                    number, digit = divmod(number, sizes[label])
                    value = least[label] + step[label] * digit
                    pair.append(_from_ordered(value) if how == _BITS else _decimal(value, _unzigzag(how - 1)))
                points.append((pair[0], pair[1], label))
        return tuple(points)

    def _labels(self, count: int) -> list[int]:
        first = self.whole()
        if first == 0:
            bits = int.from_bytes(self._take((count + 7) // 8), "big")
            text = f"{bits:0{count}b}"
            if len(text) > count:
                raise ValueError(_DAMAGED)
            return list(map(int, text))
        label = first - 1
        labels: list[int] = []
        while len(labels) < count:
            length = self.whole()
            if label not in (0, 1) or not 1 <= length <= count - len(labels):
                raise ValueError(_DAMAGED)
            labels += [label] * length
            label = 1 - label
        return labels

    def _column(self, labels: Sequence[int]) -> tuple[int, list[int], list[int], list[int]]:
        how, least, step, sizes = self.whole(), [0, 0], [1, 1], [1, 1]
        if how > 1_000:
            raise ValueError(_DAMAGED)
        for label in sorted(set(labels)):
            least[label], step[label], sizes[label] = _unzigzag(self.whole()), self.whole(), self.whole() + 1
        return how, least, step, sizes

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to read."""
        return self._at == len(self._body)

    def done(self) -> None:
        """Raise ValueError where something is left to read."""
        if not self.is_done:
            raise ValueError("something follows its end")
