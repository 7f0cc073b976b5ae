"""A small reader of ESC/POS text, written from the command reference, for tests only: what would stand on the paper.

It knows the commands that a receipt uses and fails at any other; emupos (see record_transcripts.py) is the second pair
of eyes that knows them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_FIXED = {
    b"\x1b@": 0, b"\x1c.": 0, b"\x1bt": 1, b"\x1b!": 1, b"\x1bE": 1, b"\x1ba": 1, b"\x1bM": 1, b"\x1bd": 1,
    b"\x1bJ": 1, b"\x1dh": 1, b"\x1dw": 1, b"\x1dH": 1, b"\x1df": 1, b"\x1dV": 1, b"\x1dr": 1, b"\x1bp": 3,
}  # fmt: skip


@dataclass
class Read:
    """Lines of letters in order; pictures, codes and cuts apart."""

    lines: list[str] = field(default_factory=list)
    barcodes: list[str] = field(default_factory=list)
    qr: list[str] = field(default_factory=list)
    picture_heights: list[int] = field(default_factory=list)
    picture_dots: int = 0
    cuts: int = 0


def read(data: bytes) -> Read:
    """Raises ValueError at a command that it does not know."""
    found, line, at = Read(), bytearray(), 0
    while at < len(data):
        byte = data[at : at + 1]
        if byte not in (b"\x1b", b"\x1c", b"\x1d"):
            if byte == b"\n":
                found.lines.append(line.decode("ascii"))
                line.clear()
            else:
                line += byte
            at += 1
            continue
        at = _command(data, at, found)
    assert not line, "letters without a line end would not be printed"
    return found


def _command(data: bytes, at: int, found: Read) -> int:
    name, rest = data[at : at + 2], at + 2
    if name == b"\x1dv":
        across, high = (int.from_bytes(data[rest + 2 + i : rest + 4 + i], "little") for i in (0, 2))
        bits = data[rest + 6 : rest + 6 + across * high]
        found.picture_heights.append(high)
        found.picture_dots += sum(bit.bit_count() for bit in bits)
        return rest + 6 + across * high
    if name == b"\x1d(":
        length = int.from_bytes(data[rest + 1 : rest + 3], "little")
        body = data[rest + 3 : rest + 3 + length]
        if body[:2] == b"1P":
            found.qr.append(body[3:].decode("utf-8"))
        return rest + 3 + length
    if name == b"\x1dk":
        end = data.index(b"\0", rest)
        found.barcodes.append(data[rest + 1 : end].decode("ascii"))
        return end + 1
    if name not in _FIXED:
        raise ValueError(f"unknown command {name!r} at {at}")
    found.cuts += name == b"\x1dV"
    return rest + _FIXED[name]
