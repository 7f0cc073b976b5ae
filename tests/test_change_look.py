"""The look of this computer: anybody at the till may choose it, and a damaged choice is the usual one."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sentra_pos.change_look import ChangeLook, Look, Theme, change_look, look_of
from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import DEVICE_LOOK
from sentra_pos.db.settings import put_setting
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from tests.gallery import a_gallery

EVENING = Look(theme=Theme.DARK, number_pad=True)


def test_a_cashier_may_choose_and_it_is_written_down_once(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock, opened=False)
    for _twice in range(2):
        with store.writing() as session:
            assert change_look(session, ChangeLook(by=gallery.cashier, look=EVENING), clock=clock).look == EVENING
    with store.reading() as session:
        assert look_of(session) == EVENING
        changed = session.scalars(select(Event).where(Event.kind == EventKind.SETTINGS_CHANGED)).all()
    assert [event.actor_id for event in changed if event.details.get("what") == "look"] == [gallery.cashier.staff]


@pytest.mark.parametrize("kept", [{}, {"theme": "purple"}, {"theme": None, "number_pad": 0}])
def test_what_cannot_be_read_is_the_usual(store: Store, kept: dict[str, object]) -> None:
    with store.writing() as session:
        put_setting(session, DEVICE_LOOK, kept)
        assert look_of(session) == Look()
