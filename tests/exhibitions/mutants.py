"""Files that are nearly right: one thing about them is wrong, from a bit of the header to a number deep in a record.

Half of the changes are sealed again with the right key, so that what a file says is looked at, and not its seal alone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from random import Random
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sentra_pos.db.types import canonical_json
from sentra_pos.exhibitions.sealed_file import MAGIC

Parts = tuple[dict[str, Any], bytes, bytes]
_SIGNATURE = 64
_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 7, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**13, 10**30, 1.5, -0.0),
    *("", "x", "0", "-1", "\0", "\u202e", "x" * 30_000, "1970-01-01", "2026-13-40", "'; DROP TABLE item; --"),
    *([], {}, [[]], [1, 2], {"a": {"b": {}}}, [[[[[[[[[[[[[[]]]]]]]]]]]]]], ["x"] * 1_000),
)


def mutant(file: bytes, key: Ed25519PrivateKey, random: Random) -> bytes:
    """The file with one or two changes."""
    changed = file
    for _again in range(random.choice((1, 1, 1, 1, 2))):
        changed = random.choice(_CHANGES)(changed, key, random)
    return changed


def parts(file: bytes) -> Parts:
    """Header, signature and payload. Raises ValueError where they cannot be told apart."""
    start = len(MAGIC) + 4
    end = start + int.from_bytes(file[len(MAGIC) : start], "big")
    header = json.loads(file[start:end])
    if not isinstance(header, dict):
        raise ValueError
    return header, file[end : end + _SIGNATURE], file[end + _SIGNATURE :]


def sealed_again(header: dict[str, Any], payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """Signed anew, whatever it says."""
    signed = _front(header)
    return signed + key.sign(signed) + payload


def _front(header: dict[str, Any]) -> bytes:
    body = canonical_json(header).encode()
    return MAGIC + len(body).to_bytes(4, "big") + body


def _flip(file: bytes, _key: Ed25519PrivateKey, random: Random) -> bytes:
    at = random.randrange(max(len(file), 1))
    return file[:at] + bytes([file[at] ^ 1 << random.randrange(8)]) + file[at + 1 :] if file else file


def _cut(file: bytes, _key: Ed25519PrivateKey, random: Random) -> bytes:
    return file[: random.randrange(len(file) + 1)]


def _stutter(file: bytes, _key: Ed25519PrivateKey, random: Random) -> bytes:
    start = random.randrange(len(file) + 1)
    end = random.randrange(start, min(len(file), start + 400) + 1)
    return file[:end] + file[start:end] + file[end:]


def _noise(file: bytes, _key: Ed25519PrivateKey, random: Random) -> bytes:
    start = random.randrange(len(file) + 1)
    return file[:start] + random.randbytes(random.randrange(40)) + file[start + random.randrange(40) :]


def _header_length(file: bytes, _key: Ed25519PrivateKey, random: Random) -> bytes:
    length = random.choice((0, 1, 100, 8191, 8192, 8193, 2**31, 2**32 - 1))
    return file[: len(MAGIC)] + length.to_bytes(4, "big") + file[len(MAGIC) + 4 :]


def _header_field(file: bytes, key: Ed25519PrivateKey, random: Random) -> bytes:
    try:
        header, signature, payload = parts(file)
    except (ValueError, RecursionError):
        return file
    _change_fields(header, random, [header])
    if random.random() < 0.5:
        return sealed_again(header, payload, key)
    return _front(header) + signature + payload


def _bomb(file: bytes, key: Ed25519PrivateKey, random: Random) -> bytes:
    try:
        header, _signature, _payload = parts(file)
    except (ValueError, RecursionError):
        return file
    what = random.choice((b"\0", b"[", b'{"a":', b"{}\n", b"9", b'"', b"[],"))
    raw = what * (random.choice((10_000, 300_000)) // len(what))
    payload = zlib.compress(raw, random.choice((1, 9)))
    return _with_payload(header, payload, random.choice((len(raw), 200 * len(payload), 1)), key)


def _record(file: bytes, key: Ed25519PrivateKey, random: Random) -> bytes:
    """What the records say; most of the time sealed again."""
    try:
        header, signature, payload = parts(file)
        before = _records(payload)
    except (ValueError, RecursionError, zlib.error):
        return file
    if not before:
        return file
    records = [record for record, _line in before]
    random.choice(_OF_RECORDS)(records, random)
    said = {id(record): line for record, line in before}
    other = random.choice(records) if records and random.random() < 0.1 else None
    lines = b"".join(
        (json.dumps(record).encode() if record is other else said.get(id(record)) or _line(record)) + b"\n"
        for record in records
    )
    packed = zlib.compress(lines, 1)
    if random.random() < 0.2:
        return _front(header) + signature + packed
    if isinstance(header.get("records"), int) and random.random() < 0.95:
        header["records"] = len(records)
    return _with_payload(header, packed, len(lines), key)


@lru_cache(maxsize=1)
def _records(payload: bytes) -> list[tuple[Any, bytes]]:
    """Each record with its line. Nobody changes these: a change is made to a copy, so that the other lines stand."""
    return [(json.loads(line), line) for line in zlib.decompress(payload).splitlines()]


def _line(record: Any) -> bytes:
    return canonical_json(record).encode("utf-8", "replace")


def _with_payload(header: dict[str, Any], payload: bytes, raw: int, key: Ed25519PrivateKey) -> bytes:
    said = {"payload_length": len(payload), "payload_sha256": hashlib.sha256(payload).hexdigest(), "raw_length": raw}
    return sealed_again({**header, **said}, payload, key)


_CHANGES: tuple[Callable[[bytes, Ed25519PrivateKey, Random], bytes], ...] = (
    *(_flip, _cut, _stutter, _noise, _header_length, _header_field, _bomb),
    *(_record,) * 11,
)


def _odd(random: Random, records: list[Any]) -> Any:
    """A strange value, or one that stands somewhere else in the file."""
    if random.random() < 0.4:
        elsewhere = random.choice(records)
        if isinstance(elsewhere, dict) and elsewhere:
            # Not the thing itself: nothing can hold itself.
            return deepcopy(random.choice(list(elsewhere.values())))
    if random.random() < 0.1:
        return str(UUID(int=random.getrandbits(128)))
    return random.choice(_ODD)


def _near(value: Any, random: Random) -> Any:
    """Something close to the value: what a person who wants more would write."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + random.choice((-1, 1, 1_000, -value - 1, 10 * value))
    if isinstance(value, str):
        return random.choice((value + " ", value[:-1], value.upper(), value[::-1]))
    if isinstance(value, list) and value:
        return value[:-1] if random.random() < 0.5 else [*value, random.choice(value)]
    return None


def _change_fields(record: dict[str, Any], random: Random, records: list[Any]) -> None:
    name = random.choice(list(record))
    how = random.random()
    if how < 0.1:
        del record[name]
    elif how < 0.15:
        record[random.choice(("more", "id", "__class__"))] = _odd(random, records)
    elif how < 0.5:
        record[name] = _near(record[name], random)
    else:
        record[name] = _odd(random, records)


def _deep(value: Any, random: Random, records: list[Any]) -> None:
    """Change something inside: in the record itself, or as deep in it as there is something."""
    while True:
        inner = [each for each in (value.values() if isinstance(value, dict) else value) if each and _holds(each)]
        if not inner or random.random() < 0.3:
            break
        value = random.choice(inner)
    if isinstance(value, dict):
        _change_fields(value, random, records)
    else:
        at = random.randrange(len(value))
        value[at] = _near(value[at], random) if random.random() < 0.5 else _odd(random, records)


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def _field(records: list[Any], random: Random) -> None:
    at = random.randrange(len(records))
    if records[at] and _holds(records[at]):
        records[at] = deepcopy(records[at])
        _deep(records[at], random, records)


def _drop(records: list[Any], random: Random) -> None:
    del records[random.randrange(len(records))]


def _double(records: list[Any], random: Random) -> None:
    records.insert(random.randrange(len(records) + 1), random.choice(records))


def _swap(records: list[Any], random: Random) -> None:
    one, other = random.randrange(len(records)), random.randrange(len(records))
    records[one], records[other] = records[other], records[one]


def _many(records: list[Any], random: Random) -> None:
    records.extend([random.choice(records)] * random.randrange(2, 300))


_OF_RECORDS: tuple[Callable[[list[Any], Random], None], ...] = (*(_field,) * 8, _drop, _double, _swap, _many)
