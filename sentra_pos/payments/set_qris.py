"""Keep the shop's own QRIS: whom its customers pay is the owner's to say, and never changed silently."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.db.setting_keys import QRIS_PAYLOAD
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.payments.errors import QrisHasAmount
from sentra_pos.payments.qris import QrisMerchant, read_merchant
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQris:
    """The text of the shop's sticker, typed or read from a picture; None takes it away."""

    by: ActedBy
    payload: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QrisSet:
    """Whom customers pay from now on."""

    merchant: QrisMerchant | None
    changes: Changes


def set_qris(session: Session, command: SetQris, *, clock: Clock) -> QrisSet:
    """Keep the payload; an event says whom the old and the new one pay.

    Raises QrisHasAmount for a code made for one payment, and what ``read_merchant`` raises.
    """
    require(session, command.by, Permission.PAYMENT_METHODS)
    merchant = None if command.payload is None else read_merchant(command.payload.strip())
    if merchant is not None and (merchant.is_dynamic or merchant.amount is not None):
        raise QrisHasAmount
    before = qris_standing(session)
    if merchant == before:
        return QrisSet(merchant=before, changes=NOTHING)
    put_setting(session, QRIS_PAYLOAD, None if merchant is None else merchant.payload)
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={
            "what": [QRIS_PAYLOAD],
            "before": _said(before),
            "after": _said(merchant),
            **({} if command.by.approver is None else {"approver": str(command.by.approver)}),
        },
    )
    return QrisSet(merchant=merchant, changes=Changes(settings=True))


def _said(merchant: QrisMerchant | None) -> dict[str, str] | None:
    return None if merchant is None else {"name": merchant.name, "nmid": merchant.nmid}


def qris_standing(session: Session) -> QrisMerchant | None:
    """The shop's QRIS, if one is kept."""
    payload = get_setting(session, QRIS_PAYLOAD)
    return None if payload is None else read_merchant(payload)
