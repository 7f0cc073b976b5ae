"""Files that travel on a stick: signed, bounded, and looked at in one order before a word of them is believed.

``SENTRA-POS\\n``, the header's length (four bytes, big end first), the header (canonical JSON), an Ed25519 signature
over everything before it, and the payload: zlib over lines of canonical JSON, one record a line. The header names the
payload's hash, so the signature covers all. Nothing of the payload is unpacked before header, signature and hash hold.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sentra_pos.core.speech import N_, _
from sentra_pos.core.spelling import one_line
from sentra_pos.db.types import canonical_json, microseconds
from sentra_pos.exhibitions.file_errors import (
    AnotherKind,
    ChangedAfterSigning,
    CountDiffers,
    HeaderUnreadable,
    NewerProgram,
    NotOurs,
    RecordUnreadable,
    StickUnreadable,
    TooLarge,
    Truncated,
)
from sentra_pos.exhibitions.keys import PUBLIC_LENGTH, SIGNATURE_LENGTH, PrivateKey, public_of, signed_by

MAGIC: Final = b"SENTRA-POS\n"
FORMAT: Final = 1
LONGEST_HEADER: Final = 8 * 1024
LARGEST_PAYLOAD: Final = 64 * 1024 * 1024
LARGEST_RAW: Final = 256 * 1024 * 1024
#: How many times its packed length a payload may unpack to; honest ones stay below twenty.
MOST_UNPACKED: Final = 200
#: A receipt of ten thousand lines fits three times.
LONGEST_RECORD: Final = 8 * 1024 * 1024
DEEPEST_RECORD: Final = 12
#: Each costs some sixty bytes once read, however short it is written.
MOST_CONTAINERS: Final = 200_000
MOST_STRINGS: Final = 1_000_000
_LENGTH_BYTES: Final = 4
#: No file of this program is longer; who reads one for ``unseal`` need not read on.
LARGEST_FILE: Final = len(MAGIC) + _LENGTH_BYTES + LONGEST_HEADER + SIGNATURE_LENGTH + LARGEST_PAYLOAD
_CHUNK: Final = 256 * 1024
_WHOLE: Final = 2**63
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: The year 2200; later ones are slips or lies.
_LATEST: Final = 7_258_118_400_000_000


class FileKind(StrEnum):
    """What a file is for."""

    PACK = "pack"
    HOMECOMING = "homecoming"
    ENROLMENT = "enrolment"

    @property
    def label(self) -> str:
        """As a sentence calls it."""
        return _(_KINDS[self])


_KINDS = {
    FileKind.PACK: N_("a pack for an exhibition"),
    FileKind.HOMECOMING: N_("a file that comes home from an exhibition"),
    FileKind.ENROLMENT: N_("a laptop's request to be admitted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file says of itself. ``names`` are for people: of the shop, the exhibition, the stand, the laptop."""

    written_at: datetime
    shop: UUID | None = None
    device: UUID | None = None
    exhibition: UUID | None = None
    stand: UUID | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, of: str) -> str:
        """``shop``, ``exhibition``, ``stand`` or ``device`` by name; a dash where the file does not say."""
        return self.names.get(of, "") or "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A file's first part. Nothing in it is to be believed before the signature was checked."""

    kind: FileKind
    about: About
    signer: bytes
    payload_length: int
    payload_sha256: str
    raw_length: int
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A file that held in every respect; ``id`` is the hash of all its bytes.

    Each walk over ``records()`` unpacks anew, so that a long file is never in memory as a whole.
    """

    id: bytes
    header: Header
    payload: memoryview = field(repr=False)

    def records(self) -> Iterator[dict[str, Any]]:
        """The records in their order, each a dict of JSON values; all was looked at when the file was unsealed."""
        for line in _lines(self.header, self.payload):
            yield json.loads(line)


Admit = Callable[[Header], None]


def seal(kind: FileKind, about: About, records: Iterable[Mapping[str, Any]], key: PrivateKey) -> bytes:
    """The file's bytes, signed. Raises TooLarge for what no reader would take."""
    packer, packed, raw, count = zlib.compressobj(9), bytearray(), 0, 0
    for record in records:
        line = canonical_json(dict(record)).encode() + b"\n"
        packed += packer.compress(line)
        raw, count = raw + len(line), count + 1
        if len(line) > LONGEST_RECORD or raw > LARGEST_RAW or len(packed) > LARGEST_PAYLOAD:
            raise TooLarge
    packed += packer.flush()
    header = {
        "kind": kind.value,
        "format": FORMAT,
        "shop": _text(about.shop),
        "device": _text(about.device),
        "exhibition": _text(about.exhibition),
        "stand": _text(about.stand),
        "names": {name: one_line(said) for name, said in about.names.items()},
        "signer": public_of(key).hex(),
        "payload_length": len(packed),
        "payload_sha256": hashlib.sha256(packed).hexdigest(),
        "raw_length": raw,
        "records": count,
        "written_at": microseconds(about.written_at),
    }
    body = canonical_json(header).encode()
    signed = MAGIC + len(body).to_bytes(_LENGTH_BYTES, "big") + body
    return signed + key.sign(signed) + bytes(packed)


def unseal(source: bytes | Path, *, kind: FileKind, admit: Admit) -> Sealed:
    """Check everything that can be checked before a record means anything; raises a FileRefused.

    ``admit`` is shown the header before the signature is looked at, and raises for a shop or a signer that is not ours
    to take from: so a stranger is named as one.
    """
    data = _bytes_of(source)
    header, signed_length = _header(data, kind)
    admit(header)
    signature = data[signed_length : signed_length + SIGNATURE_LENGTH]
    payload = memoryview(data)[signed_length + SIGNATURE_LENGTH :]
    if len(signature) < SIGNATURE_LENGTH or len(payload) < header.payload_length:
        raise Truncated
    if not signed_by(header.signer, signature, data[:signed_length]):
        raise ChangedAfterSigning
    if len(payload) != header.payload_length or hashlib.sha256(payload).hexdigest() != header.payload_sha256:
        raise ChangedAfterSigning
    for _record in _records(header, payload):
        pass
    return Sealed(id=hashlib.sha256(data).digest(), header=header, payload=payload)


def _bytes_of(source: bytes | Path) -> bytes:
    if isinstance(source, Path):
        try:
            if source.stat().st_size > LARGEST_FILE:
                raise TooLarge
            with source.open("rb") as file:
                source = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise StickUnreadable from error
    if len(source) > LARGEST_FILE:
        raise TooLarge
    return bytes(source)


def _header(data: bytes, kind: FileKind) -> tuple[Header, int]:
    """The header, and how many bytes the signature is over."""
    start = len(MAGIC) + _LENGTH_BYTES
    if data[: len(MAGIC)] != MAGIC[: len(data)]:
        raise NotOurs
    if len(data) < start:
        raise Truncated
    length = int.from_bytes(data[len(MAGIC) : start], "big")
    if not 0 < length <= LONGEST_HEADER:
        raise HeaderUnreadable
    body = data[start : start + length]
    if len(body) < length:
        raise Truncated
    said = _json(body)
    if not isinstance(said, dict):
        raise HeaderUnreadable
    if isinstance(said.get("format"), int) and said["format"] > FORMAT:
        raise NewerProgram
    header = _as_header(said)
    if header.kind is not kind:
        raise AnotherKind(found=header.kind.label, wanted=kind.label)
    if (
        header.payload_length > LARGEST_PAYLOAD
        or header.raw_length > LARGEST_RAW
        or header.raw_length > MOST_UNPACKED * header.payload_length
    ):
        raise TooLarge
    return header, start + length


_FIELDS = frozenset(
    {"kind", "format", "shop", "device", "exhibition", "stand", "names", "signer", "payload_length", "payload_sha256"}
    | {"raw_length", "records", "written_at"}
)


def _as_header(said: dict[str, Any]) -> Header:
    try:
        names = said["names"]
        plain = isinstance(names, dict) and all(isinstance(name, str) and len(name) <= 200 for name in names.values())
        signer = bytes.fromhex(said["signer"])
        if said.keys() != _FIELDS or said["format"] != FORMAT or not plain or len(signer) != PUBLIC_LENGTH:
            raise HeaderUnreadable
        if not isinstance(said["payload_sha256"], str) or not _SHA256.fullmatch(said["payload_sha256"]):
            raise HeaderUnreadable
        return Header(
            kind=FileKind(said["kind"]),
            about=About(
                written_at=_EPOCH + timedelta(microseconds=_count(said["written_at"], _LATEST)),
                shop=_identity(said["shop"]),
                device=_identity(said["device"]),
                exhibition=_identity(said["exhibition"]),
                stand=_identity(said["stand"]),
                names={name: one_line(text) for name, text in names.items()},
            ),
            signer=signer,
            payload_length=_count(said["payload_length"]),
            payload_sha256=said["payload_sha256"],
            raw_length=_count(said["raw_length"]),
            records=_count(said["records"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise HeaderUnreadable from error


def _count(value: Any, most: int = _WHOLE - 1) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(value)
    return value


def _identity(value: Any) -> UUID | None:
    if value is None:
        return None
    identity = UUID(value)
    if str(identity) != value:
        raise ValueError(value)
    return identity


def _text(identity: UUID | None) -> str | None:
    return None if identity is None else str(identity)


def _records(header: Header, payload: memoryview) -> Iterator[dict[str, Any]]:
    count = 0
    for line in _lines(header, payload):
        count += 1
        record = _json(line) if _bounded(line) else None
        if not isinstance(record, dict) or not _plain(record, DEEPEST_RECORD):
            raise RecordUnreadable(record=count)
        yield record
    if count != header.records:
        raise CountDiffers(promised=header.records, found=count)


def _lines(header: Header, payload: memoryview) -> Iterator[bytes]:
    """The lines, a chunk at a time: a bomb is known before it is large."""
    rest = b""
    for chunk in _unpacked(header, payload):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > LONGEST_RECORD:
            raise TooLarge
    if rest:
        # The last record of a whole file ends its line, too.
        raise Truncated


def _unpacked(header: Header, payload: memoryview) -> Iterator[bytes]:
    unpacker, unpacked = zlib.decompressobj(), 0
    try:
        for start in range(0, len(payload), _CHUNK):
            waiting = bytes(payload[start : start + _CHUNK])
            while waiting:
                chunk = unpacker.decompress(waiting, _CHUNK)
                unpacked += len(chunk)
                if unpacked > header.raw_length:
                    raise TooLarge
                if chunk:
                    yield chunk
                if unpacker.unused_data:
                    raise ChangedAfterSigning
                waiting = unpacker.unconsumed_tail
    except zlib.error as error:
        raise ChangedAfterSigning from error
    if not unpacker.eof or unpacked != header.raw_length:
        raise Truncated


def _bounded(line: bytes) -> bool:
    return (
        len(line) <= LONGEST_RECORD
        and line.count(b"[") + line.count(b"{") <= MOST_CONTAINERS
        and line.count(b'"') <= 2 * MOST_STRINGS
        and line.count(b",") <= MOST_STRINGS
    )


def _json(line: bytes) -> Any:
    """The value, or None for what is no canonical JSON: so a value has one spelling, and no key comes twice."""
    try:
        text = line.decode()
        value = json.loads(text)
        return value if canonical_json(value) == text else None
    except (ValueError, RecursionError):
        return None


def _plain(value: Any, deep: int) -> bool:
    """Only what a book needs: texts, whole numbers of 64 bits, yes and no, nothing; not nested for ever."""
    level = [value]
    while level:
        within: list[Any] = []
        for each in level:
            kind = type(each)
            if kind is str:
                if "\0" in each:
                    return False
            elif kind is int:
                if not -_WHOLE <= each < _WHOLE:
                    return False
            elif kind is list or kind is dict:
                if not deep:
                    return False
                within += each
                if kind is dict:
                    within += each.values()
            elif each is not None and kind is not bool:
                return False
        level, deep = within, deep - 1
    return True
