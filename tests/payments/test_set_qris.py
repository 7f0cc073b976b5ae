"""Whom the shop's QRIS pays is the owner's to say, and the log says it too."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.payments.errors import QrisDamaged, QrisEmpty, QrisForeignCurrency, QrisHasAmount
from sentra_pos.payments.qris import QrisMerchant, with_amount
from sentra_pos.payments.set_qris import QrisSet, SetQris, qris_standing, set_qris
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from tests.payments.ringing import Desk
from tests.payments.stickers import EMVCO, sticker


def set_to(desk: Desk, payload: str | None, by: ActedBy | None = None) -> QrisSet:
    with desk.store.writing() as session:
        return set_qris(session, SetQris(by=by or desk.by, payload=payload), clock=desk.clock)


def standing(desk: Desk) -> QrisMerchant | None:
    with desk.store.reading() as session:
        return qris_standing(session)


def told(desk: Desk) -> list[tuple[object, object]]:
    with desk.store.reading() as session:
        wanted = select(Event.details).where(Event.kind == EventKind.SETTINGS_CHANGED).order_by(Event.seq)
        said = [each for each in session.execute(wanted).scalars() if each["what"] == ["qris.payload"]]
        return [(details["before"], details["after"]) for details in said]


def test_a_new_shop_has_no_qris(desk: Desk) -> None:
    assert standing(desk) is None


def test_the_sticker_is_kept_to_the_letter_and_each_change_names_both_merchants(desk: Desk) -> None:
    set_to(desk, f"\n  {sticker()} ")
    kept = standing(desk)
    assert kept is not None
    assert (kept.payload, kept.name, kept.nmid) == (sticker(), "SENTRA BATIK CONTOH", "ID1020999999999")
    other = sticker(name="BATIK BARU", nmid="ID1020777777777")
    set_to(desk, other)
    set_to(desk, None)
    assert standing(desk) is None
    first = {"name": "SENTRA BATIK CONTOH", "nmid": "ID1020999999999"}
    second = {"name": "BATIK BARU", "nmid": "ID1020777777777"}
    assert told(desk) == [(None, first), (first, second), (second, None)]


def test_the_same_sticker_again_changes_nothing(desk: Desk) -> None:
    set_to(desk, sticker())
    assert not set_to(desk, sticker()).changes.settings
    assert len(told(desk)) == 1


@pytest.mark.parametrize(
    ("payload", "trouble"),
    [
        ("", QrisEmpty),
        (EMVCO, QrisForeignCurrency),
        (sticker()[:-1] + "?", QrisDamaged),
        (sticker(amount="5000"), QrisHasAmount),
        (sticker(kind="12"), QrisHasAmount),
        (with_amount(sticker(), Rupiah(5_000)), QrisHasAmount),
    ],
)
def test_what_is_no_sticker_of_a_shop_is_refused(desk: Desk, payload: str, trouble: type[SentraError]) -> None:
    set_to(desk, sticker())
    with pytest.raises(trouble) as refused:
        set_to(desk, payload)
    assert str(refused.value)
    assert standing(desk) is not None
    assert len(told(desk)) == 1


@pytest.mark.parametrize("role", [Role.CASHIER, Role.SUPERVISOR, Role.EXHIBITION, Role.ARTISAN])
def test_nobody_else_puts_a_sticker_over_the_shops(desk: Desk, role: Role) -> None:
    somebody = desk.hire(role)
    with pytest.raises(NotAllowed):
        set_to(desk, sticker(), by=somebody)
    assert standing(desk) is None
    set_to(desk, sticker(), by=ActedBy(device=somebody.device, staff=somebody.staff, approver=desk.by.staff))
    assert standing(desk) is not None
