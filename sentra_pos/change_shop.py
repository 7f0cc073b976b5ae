"""Change what the shop says of itself, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.speech import LANGUAGES
from sentra_pos.core.spelling import one_line
from sentra_pos.db.setting_keys import LANGUAGE, SHOP_ADDRESS, SHOP_NAME, SHOP_PHONE
from sentra_pos.db.settings import get_settings, put_setting
from sentra_pos.found_shop import NameMissing
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFacts:
    """What stands on the papers, and the language they are in."""

    name: str
    address: str
    phone: str
    language: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Address and telephone, as far as they are known: what stands below the name on a paper."""
        return tuple(line for line in (self.address, self.phone) if line)


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
    said = get_settings(session, SHOP_NAME, SHOP_ADDRESS, SHOP_PHONE, LANGUAGE)
    return ShopFacts(
        name=said.get(SHOP_NAME, ""),
        address=said.get(SHOP_ADDRESS, ""),
        phone=said.get(SHOP_PHONE, ""),
        language=said.get(LANGUAGE, LANGUAGES[0]),
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
        SHOP_ADDRESS: one_line(facts.address),
        SHOP_PHONE: one_line(facts.phone),
        LANGUAGE: facts.language,
    }
    stood = {
        SHOP_NAME: before.name,
        SHOP_ADDRESS: before.address,
        SHOP_PHONE: before.phone,
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
