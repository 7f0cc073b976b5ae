"""The hash chains, computed again from the values that lie in the tables.

Whether each link continues the one before is a rule in ``book_rules``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from uuid import UUID

from sentra_pos.core.speech import _
from sentra_pos.doctor.findings import Finding
from sentra_pos.doctor.papers import Paper
from sentra_pos.doctor.reader import RESTORE, readable


class Names(dict[bytes | None, str]):
    """Identities as JSON writes them. One that no table knows is written too, and counted in ``strangers``."""

    def __init__(self, connection: Any) -> None:
        super().__init__({None: "null"})
        self.strangers = 0
        for table in ("lot", "place", "account", "item", "party"):
            for (identity,) in connection.execute(f"SELECT id FROM {table}"):
                self[identity] = uuid_json(identity)

    def __missing__(self, identity: bytes) -> str:
        self.strangers += 1
        return uuid_json(identity)


def sealed_as_posted(paper: Paper, names: Names) -> bool:
    """Whether the document's hash is that of its values."""
    *values, previous, sealed = paper.header
    text = _content(values, _bodies(paper, names))
    digest: bytes = hashlib.sha256(b"sentra-pos/document/1\0" + previous + text.encode()).digest()
    return bool(digest == sealed)


def _bodies(paper: Paper, names: Names) -> dict[str, str]:
    lines = [
        f"[{line},{_text(kind)},{amount},{_text(text)},{names[item]},{names[lot]},{names[party]},{_number(quantity)},"
        f"{_number(price)},{_number(discount)},{_text(method)},{_text(reference)},{uuid_json(refers)},"
        f"{_number(refers_line)},{details}]"
        for (_id, line, kind, amount, text, item, lot, party, quantity, price, discount, method, reference, refers,
             refers_line, details) in paper.lines
    ]  # fmt: skip
    parts = [
        f"[{line},{names[lot]},{quantity},{listed},{discount},{taken},{share},{shop},{short}]"
        for (_id, _no, line, lot, quantity, listed, discount, taken, share, shop, short) in paper.parts
    ]
    goods = [
        f"[{line},{names[lot]},{names[source]},{names[target]},{quantity}]"
        for (_id, _no, line, lot, source, target, quantity) in paper.goods
    ]
    money = [
        f"[{line},{names[debit]},{names[credit]},{amount}]" for (_id, _no, line, debit, credit, amount) in paper.money
    ]
    return {
        "lines": ",".join(lines),
        "allocations": ",".join(parts),
        "goods": ",".join(goods),
        "money": ",".join(money),
    }


def _content(header: list[Any], bodies: dict[str, str]) -> str:
    """The canonical JSON of a document: keys sorted, no spaces."""
    identity, device, epoch, seq, kind, number, shift, day, at, offset, actor, approver, reason, reverses, intent, v = (
        header
    )
    return (
        f'{{"actor":{uuid_json(actor)},"allocations":[{bodies["allocations"]}],"approver":{uuid_json(approver)},"at":{at},'
        f'"date":{_text(day)},"device":{uuid_json(device)},"epoch":{epoch},"goods":[{bodies["goods"]}],'
        f'"id":{uuid_json(identity)},"intent":"{intent.hex()}","kind":{_text(kind)},"lines":[{bodies["lines"]}],'
        f'"money":[{bodies["money"]}],"number":{number},"offset":{offset},"reason":{_text(reason)},'
        f'"reverses":{uuid_json(reverses)},"seq":{seq},"shift":{uuid_json(shift)},"v":{v}}}'
    )


@lru_cache(maxsize=20_000)
def _text(value: str | None) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number(value: int | None) -> str | int:
    return "null" if value is None else value


def uuid_json(value: bytes | None) -> str:
    """An identity as JSON writes it."""
    if value is None:
        return "null"
    digits = value.hex()
    return f'"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"'


def check_events(connection: Any) -> Iterator[Finding]:
    """Hash every event again from its values."""
    for identity, device, epoch, seq, kind, at, actor, details, version, previous, sealed in connection.execute(
        "SELECT id, device_id, epoch, seq, kind, at, actor_id, details, format_version, prev_hash, hash FROM event"
    ):
        text = (
            f'{{"actor":{uuid_json(actor)},"at":{at},"details":{details},"device":{uuid_json(device)},"epoch":{epoch},'
            f'"id":{uuid_json(identity)},"kind":{_text(kind)},"seq":{seq},"v":{version}}}'
        )
        if hashlib.sha256(b"sentra-pos/event/1\0" + previous + text.encode()).digest() != sealed:
            yield Finding(
                code="chain.event",
                row=f"event {readable(identity)}",
                sentence=_("Event {seq} is not as it was recorded.").format(seq=seq),
                remedy=_(RESTORE),
            )


def check_starts(connection: Any) -> Iterator[Finding]:
    """Whether each epoch's first link is bound to its device, moment and reason."""
    for device, epoch, opened_at, reason, genesis in connection.execute(
        "SELECT device_id, epoch, opened_at, reason, genesis FROM device_epoch"
    ):
        text = f'{{"at":{opened_at},"device":{uuid_json(device)},"epoch":{epoch},"why":{_text(reason)}}}'
        if hashlib.sha256(b"sentra-pos/genesis/1\0" + text.encode()).digest() != genesis:
            yield Finding(
                code="chain.start",
                row=f"device_epoch {UUID(bytes=device)}/{epoch}",
                sentence=_("The beginning of epoch {epoch} is not as it was written.").format(epoch=epoch),
                remedy=_(RESTORE),
            )
