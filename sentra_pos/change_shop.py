"""Change what the shop says of itself, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.spelling import one_line
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.found_shop import SHOP_NAME, NameMissing
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require

LANGUAGE = "shop.language"
_ADDRESS, _PHONE, _FOOTER = "shop.address", "shop.phone", "receipt.footer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFacts:
    """What stands on the papers, and the language they are in."""

    name: str
    address: str
    phone: str
    footer: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShop:
    """The facts as they shall be."""

    by: ActedBy
    facts: ShopFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopChanged:
    """The facts that now hold."""

    facts: ShopFacts
    changes: Changes = Changes(settings=True)


def shop_facts(session: Session) -> ShopFacts:
    """As they stand."""
    return ShopFacts(
        name=get_setting(session, SHOP_NAME, ""),
        address=get_setting(session, _ADDRESS, ""),
        phone=get_setting(session, _PHONE, ""),
        footer=get_setting(session, _FOOTER, ""),
        language=get_setting(session, LANGUAGE, "id"),
    )


def change_shop(session: Session, command: ChangeShop, *, clock: Clock) -> ShopChanged:
    """Keep the facts; the event log says which of them changed, not what they were."""
    require(session, command.by, Permission.SETTINGS)
    before, facts = shop_facts(session), command.facts
    name = one_line(facts.name)
    if not name:
        raise NameMissing
    wanted = {
        SHOP_NAME: name,
        _ADDRESS: one_line(facts.address),
        _PHONE: one_line(facts.phone),
        _FOOTER: one_line(facts.footer, longest=400),
        LANGUAGE: facts.language,
    }
    stood = {
        SHOP_NAME: before.name,
        _ADDRESS: before.address,
        _PHONE: before.phone,
        _FOOTER: before.footer,
        LANGUAGE: before.language,
    }
    changed = sorted(key for key, value in wanted.items() if value != stood[key])
    for key in changed:
        put_setting(session, key, wanted[key])
    if changed:
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": changed},
        )
    return ShopChanged(facts=shop_facts(session))
