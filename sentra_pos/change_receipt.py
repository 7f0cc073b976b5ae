"""Change what stands on every receipt besides the sale: lines at the top, the logo, the return rule, the last lines."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.spelling import one_line
from sentra_pos.db.setting_keys import RECEIPT_FOOTER, RECEIPT_HEADER, RECEIPT_LOGO, RECEIPT_RETURN_RULE
from sentra_pos.db.settings import get_settings, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.logo import logo_of
from sentra_pos.sales.preview import ReceiptPaper, paper_under
from sentra_pos.sales.queries import newest_sales, receipt_of
from sentra_pos.sales.sample_receipt import sample_receipt
from sentra_pos.sales.spool_receipt import letterhead

#: A receipt is paper and time: a text of a page belongs on the wall.
MOST_LINES: Final = 6
LONGEST_LINE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLook:
    """What the shop may word itself; ``logo`` as ``printing.logo.logo_of`` makes it."""

    header: tuple[str, ...] = ()
    logo: bytes | None = field(default=None, repr=False)
    return_rule: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReceipt:
    """The look as it shall be."""

    by: ActedBy
    look: ReceiptLook


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptChanged:
    """The look that now holds."""

    look: ReceiptLook
    changes: Changes = Changes(settings=True)


def receipt_look(session: Session) -> ReceiptLook:
    """As it stands."""
    said = get_settings(session, RECEIPT_HEADER, RECEIPT_LOGO, RECEIPT_RETURN_RULE, RECEIPT_FOOTER)
    logo = said.get(RECEIPT_LOGO)
    return ReceiptLook(
        header=tuple(said.get(RECEIPT_HEADER, ())),
        logo=None if logo is None else base64.b64decode(logo),
        return_rule=said.get(RECEIPT_RETURN_RULE, ""),
        footer=said.get(RECEIPT_FOOTER, ""),
    )


def tidied(look: ReceiptLook) -> ReceiptLook:
    """The look as it will be kept: no invisible letters, no empty lines around, at most six lines each."""
    return ReceiptLook(
        header=tuple(line for line in (one_line(line, LONGEST_LINE) for line in look.header) if line)[:MOST_LINES],
        logo=None if look.logo is None else logo_of(look.logo),
        return_rule=_lines(look.return_rule),
        footer=_lines(look.footer),
    )


def _lines(text: str) -> str:
    lines = [one_line(line, LONGEST_LINE) for line in text.strip().splitlines()]
    return "\n".join(lines[:MOST_LINES]).strip()


#: Under which key each part is kept.
_PARTS: Final = {
    RECEIPT_HEADER: "header",
    RECEIPT_LOGO: "logo",
    RECEIPT_RETURN_RULE: "return_rule",
    RECEIPT_FOOTER: "footer",
}


def _kept(part: tuple[str, ...] | bytes | str | None) -> list[str] | str | None:
    """As JSON; what is empty is forgotten."""
    if isinstance(part, bytes):
        return base64.b64encode(part).decode("ascii")
    return (list(part) if isinstance(part, tuple) else part) or None


def change_receipt(session: Session, command: ChangeReceipt, *, clock: Clock) -> ReceiptChanged:
    """Keep the look; the event log says which parts of it changed. Raises NotAllowed, and what ``logo_of`` raises."""
    require(session, command.by, Permission.SETTINGS)
    before, look = receipt_look(session), tidied(command.look)
    changed = [key for key, part in _PARTS.items() if getattr(before, part) != getattr(look, part)]
    for key in changed:
        put_setting(session, key, _kept(getattr(look, _PARTS[key])))
    if changed:
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": changed},
        )
    return ReceiptChanged(look=look)


def look_tried_out(session: Session, look: ReceiptLook, clock: Clock, *, language: str = "") -> ReceiptPaper:
    """The newest receipt as it would be printed with this look; a shop without one sees an invented one."""
    newest = newest_sales(session, limit=1)
    receipt = receipt_of(session, newest[0].id) if newest else sample_receipt(clock)
    look = tidied(look)
    head = replace(
        letterhead(session), header=look.header, logo=look.logo, return_rule=look.return_rule, footer=look.footer
    )
    return paper_under(session, head, receipt, clock, language=language)
