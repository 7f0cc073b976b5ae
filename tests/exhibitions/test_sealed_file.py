"""A sealed file is looked at in one order, and each thing that may be wrong with it has a sentence of its own."""

from __future__ import annotations

import hashlib
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sentra_pos.db.types import canonical_json
from sentra_pos.exhibitions.file_errors import (
    AnotherKind,
    ChangedAfterSigning,
    CountDiffers,
    FileRefused,
    HeaderUnreadable,
    NewerProgram,
    NotOurs,
    RecordUnreadable,
    StickUnreadable,
    TooLarge,
    Truncated,
    UnknownLaptop,
)
from sentra_pos.exhibitions.keys import fingerprint, public_of
from sentra_pos.exhibitions.sealed_file import (
    DEEPEST_RECORD,
    LONGEST_HEADER,
    MAGIC,
    About,
    FileKind,
    Header,
    Sealed,
    seal,
    unseal,
)

SHOP = UUID(int=1)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ABOUT = About(written_at=datetime(2026, 11, 22, 3, tzinfo=UTC), shop=SHOP, names={"shop": "Sentra Batik"})
RECORDS: list[dict[str, Any]] = [
    {"is": "shop", "name": "Sentra Batik"},
    {"is": "item", "price": 165_000, "sizes": ["M", None, True]},
]
MEGABYTE = 1024 * 1024


def _anybody(_header: Header) -> None:
    pass


def _open(data: bytes | Path, kind: FileKind = FileKind.PACK) -> Sealed:
    return unseal(data, kind=kind, admit=_anybody)


def _written() -> bytes:
    return seal(FileKind.PACK, ABOUT, RECORDS, KEY)


def _again(payload: bytes, *, raw: int | None = None, **changed: Any) -> bytes:
    """A file around any payload, signed by the right key: what an admitted laptop could be made to write."""
    length = len(zlib.decompress(payload)) if raw is None else raw
    header = {
        "kind": "pack",
        "format": 1,
        "shop": str(SHOP),
        "device": None,
        "exhibition": None,
        "stand": None,
        "names": {},
        "signer": public_of(KEY).hex(),
        "payload_length": len(payload),
        "payload_sha256": hashlib.sha256(payload).hexdigest(),
        "raw_length": length,
        "records": 1,
        "written_at": 0,
        **changed,
    }
    return _around(canonical_json(header).encode(), payload)


def _around(header: bytes, payload: bytes) -> bytes:
    signed = MAGIC + len(header).to_bytes(4, "big") + header
    return signed + KEY.sign(signed) + payload


def _of_lines(*lines: bytes, **changed: Any) -> bytes:
    return _again(zlib.compress(b"".join(line + b"\n" for line in lines)), **{"records": len(lines), **changed})


def test_what_was_sealed_is_read_again_as_often_as_one_likes() -> None:
    sealed = _open(_written())
    assert list(sealed.records()) == RECORDS
    assert list(sealed.records()) == RECORDS
    assert sealed.header.about == ABOUT
    assert sealed.id == hashlib.sha256(_written()).digest()


def test_a_file_is_read_from_a_stick(tmp_path: Path) -> None:
    file = tmp_path / "paket.sentra"
    file.write_bytes(_written())
    assert list(_open(file).records()) == RECORDS


def test_a_stick_that_was_pulled_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StickUnreadable):
        _open(tmp_path / "gone.sentra")


def test_every_shorter_file_is_refused_before_it_is_parsed() -> None:
    whole = _written()
    for length in range(len(whole)):
        with pytest.raises(Truncated):
            _open(whole[:length])


def test_every_flipped_bit_is_refused() -> None:
    whole = _written()
    for place in range(len(whole)):
        with pytest.raises(FileRefused):
            _open(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])


def test_bytes_behind_the_end_are_refused() -> None:
    with pytest.raises(ChangedAfterSigning):
        _open(_written() + b"x")


def test_another_key_does_not_sign_for_the_one_that_is_named() -> None:
    whole = _written()
    at = whole.index(public_of(KEY).hex().encode())
    other = public_of(Ed25519PrivateKey.generate()).hex().encode()
    with pytest.raises(ChangedAfterSigning):
        _open(whole[:at] + other + whole[at + 64 :])


def test_a_stranger_is_named_before_the_signature_is_looked_at() -> None:
    def nobody(header: Header) -> None:
        raise UnknownLaptop(name=header.about.name("shop"))

    broken = bytearray(_written())
    broken[-1] ^= 1
    with pytest.raises(UnknownLaptop, match="Sentra Batik"):
        unseal(bytes(broken), kind=FileKind.PACK, admit=nobody)


def test_a_pack_is_not_taken_for_a_homecoming() -> None:
    with pytest.raises(AnotherKind):
        _open(_written(), FileKind.HOMECOMING)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"PK\x03\x04 something else altogether", NotOurs),
        (MAGIC + (LONGEST_HEADER + 1).to_bytes(4, "big") + b"x" * LONGEST_HEADER, HeaderUnreadable),
        (MAGIC + bytes(4) + b"x" * 200, HeaderUnreadable),
        (_around(b"[]", b""), HeaderUnreadable),
        (_around(b'{"format": 1}', b""), HeaderUnreadable),
        (_of_lines(b"{}", format=2), NewerProgram),
        (_of_lines(b"{}", format=0), HeaderUnreadable),
        (_of_lines(b"{}", more=1), HeaderUnreadable),
        (_of_lines(b"{}", shop="00000000-0000-0000-0000-00000000000A"), HeaderUnreadable),
        (_of_lines(b"{}", signer="00"), HeaderUnreadable),
        (_of_lines(b"{}", names={"shop": "x" * 201}), HeaderUnreadable),
        (_of_lines(b"{}", written_at=-1), HeaderUnreadable),
        (_of_lines(b"{}", written_at=10**17), HeaderUnreadable),
        (_of_lines(b"{}", records=2), CountDiffers),
        (_of_lines(b"{}", b"{}", records=1), CountDiffers),
        (_again(zlib.compress(b"{}")), Truncated),
        (_again(zlib.compress(b"{}\n") + b"more", raw=3), ChangedAfterSigning),
        (_again(zlib.compress(b"{}\n")[:-3], raw=3), Truncated),
        (_again(b"no zlib at all", raw=3), ChangedAfterSigning),
        (_again(zlib.compress(b"{}\n"), raw=4), Truncated),
        (_again(zlib.compress(b"{}\n"), raw=2), TooLarge),
        (_again(zlib.compress(b"{}\n"), raw=300 * MEGABYTE), TooLarge),
        (_again(b"x", payload_length=65 * MEGABYTE, raw=1), TooLarge),
    ],
)
def test_a_file_that_is_signed_and_yet_not_in_order_is_refused(data: bytes, refusal: type[FileRefused]) -> None:
    with pytest.raises(refusal):
        _open(data)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"null",
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.5}',
        b'{"a":NaN}',
        b'{"a":1e3}',
        b'{"a":9223372036854775808}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\u0000"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b'{"a":"unended}',
        b'{"a":' + b"[" * (DEEPEST_RECORD + 1) + b"]" * (DEEPEST_RECORD + 1) + b"}",
        b"[" * 100_000,
        b'{"a":[' + b"[]," * 250_000 + b"[]]}",
    ],
)
def test_a_record_that_is_no_plain_canonical_json_is_refused(line: bytes) -> None:
    with pytest.raises((RecordUnreadable, Truncated, CountDiffers, TooLarge)):
        _open(_of_lines(line))


def test_the_deepest_record_that_is_allowed_is_read() -> None:
    line = b'{"a":' + b"[" * (DEEPEST_RECORD - 1) + b"]" * (DEEPEST_RECORD - 1) + b"}"
    assert len(list(_open(_of_lines(line)).records())) == 1


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: _again(zlib.compress(b"\0" * (250 * MEGABYTE), 9), raw=200 * 200_000),
        lambda: _again(
            zlib.compress(b"[" * (30 * MEGABYTE), 9), raw=200 * len(zlib.compress(b"[" * (30 * MEGABYTE), 9))
        ),
        lambda: _of_lines(b'{"a":[' + b"{}," * 190_000 + b"{}]}"),
        lambda: _of_lines(b'{"a":[' + b'"ab",' * 400_000 + b"0]}"),
        lambda: _of_lines(b'{"a":[' + b"1234567890," * 700_000 + b"0]}"),
    ],
)
def test_a_bomb_goes_off_in_little_memory(bomb: Callable[[], bytes]) -> None:
    data = bomb()
    tracemalloc.start()
    try:
        with suppress(FileRefused):
            _open(data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 120 * MEGABYTE


def test_what_no_reader_would_take_is_not_written() -> None:
    with pytest.raises(TooLarge):
        seal(FileKind.PACK, ABOUT, [{"a": "x" * (9 * MEGABYTE)}], KEY)


def test_a_fingerprint_is_four_groups_of_four_digits() -> None:
    said = fingerprint(public_of(KEY))
    assert [len(group) for group in said.split()] == [4, 4, 4, 4]
    assert said.replace(" ", "").isdigit()
    assert said != fingerprint(public_of(Ed25519PrivateKey.generate()))
