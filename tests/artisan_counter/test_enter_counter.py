"""Card and PIN at the counter, and the staff who open it for an artisan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from sentra_pos.artisan_counter.enter_counter import OpenCounter, open_counter
from sentra_pos.artisan_counter.errors import ArtisanHasNoPin, CardReplaced, CardUnknown, NotAnArtisan
from sentra_pos.artisan_counter.give_card import GiveCard, give_card
from sentra_pos.artisan_counter.set_artisan_pin import ChangeArtisanPin, change_artisan_pin
from sentra_pos.catalogue.codes import CodeKind, parse_code
from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.db.opening import open_store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.people.pin_tries import TooManyTries, WrongPin, WrongPinNowWait
from tests.artisan_counter.visitors import OTHER_PIN, PIN, WRONG, Visitors
from tests.factories import QUICK_HASHER, add_artisan


def test_card_and_pin_tell_whose_counter_it_is(two: Visitors) -> None:
    who = two.enter()
    assert (who.party, who.code, who.opened_by) == (two.mine, "P01", None)
    assert two.enter(code="p01").party == two.mine, "the short code serves when the card is at home"
    parsed = parse_code(two.cards[two.mine].code)
    assert parsed is not None
    assert parsed.kind is CodeKind.ARTISAN


def test_no_other_artisans_pin_opens_it(two: Visitors) -> None:
    with pytest.raises(WrongPin):
        two.enter(two.mine, OTHER_PIN)


def test_wrong_pins_wait_across_a_restart_and_lock_out_nobody_else(two: Visitors) -> None:
    for _again in range(4):
        with pytest.raises(WrongPin):
            two.enter(pin=WRONG)
    with pytest.raises(WrongPinNowWait):
        two.enter(pin=WRONG)
    path = two.store.path
    two.store.close()
    two.gallery.store = open_store(path, two.clock)
    with pytest.raises(TooManyTries):
        two.enter(pin=PIN)
    assert two.enter(two.theirs, OTHER_PIN).party == two.theirs
    two.clock.advance(timedelta(seconds=31))
    assert two.enter(pin=PIN).party == two.mine
    two.store.close()


def test_a_lost_card_opens_nothing_once_it_was_replaced(two: Visitors) -> None:
    lost = two.cards[two.mine].code
    command = GiveCard(by=two.gallery.by, party=two.mine, in_place_of=lost)
    with two.store.writing() as session:
        new = give_card(session, command, clock=two.clock)
        assert give_card(session, command, clock=two.clock).code == new.code, "asked twice it is given once"
    assert new.code != lost
    with pytest.raises(CardReplaced):
        two.enter(code=lost)
    assert two.enter(code=new.code).party == two.mine


def test_a_card_nobody_has_and_an_artisan_without_a_pin(two: Visitors) -> None:
    with pytest.raises(CardUnknown):
        two.enter(code="2201010009993")
    with two.store.writing() as session:
        add_artisan(session, two.clock, "P09", "Batik Baru")
    with pytest.raises(ArtisanHasNoPin):
        two.enter(code="P09")


def test_an_artisan_changes_the_pin_for_the_old_one(two: Visitors) -> None:
    who = two.enter()
    with pytest.raises(WrongPin):
        change_artisan_pin(
            two.store, ChangeArtisanPin(artisan=who, old=WRONG, pin="602913"), two.clock, hasher=QUICK_HASHER
        )
    change_artisan_pin(two.store, ChangeArtisanPin(artisan=who, old=PIN, pin="602913"), two.clock, hasher=QUICK_HASHER)
    assert two.enter(pin="602913").party == two.mine
    with pytest.raises(WrongPin):
        two.enter(pin=PIN)


def test_staff_open_it_under_their_own_name_for_artisans_only(two: Visitors) -> None:
    who = two.opened(two.mine)
    assert who.opened_by == two.gallery.by.staff
    nobody = PartyId(new_id(two.clock))
    with pytest.raises(NotAnArtisan), two.store.writing() as session:
        open_counter(session, OpenCounter(by=two.gallery.by, party=nobody), clock=two.clock)
    by: ActedBy = two.gallery.somebody(Role.ARTISAN)
    with pytest.raises(NotAllowed), two.store.writing() as session:
        open_counter(session, OpenCounter(by=by, party=two.mine), clock=two.clock)


def test_the_log_tells_who_came_and_who_failed_without_a_word_of_the_pin(two: Visitors) -> None:
    two.enter()
    with pytest.raises(WrongPin):
        two.enter(pin=WRONG)
    two.opened(two.mine)
    with two.store.reading() as session:
        kinds = (EventKind.ARTISAN_LOGIN, EventKind.ARTISAN_LOGIN_REFUSED, EventKind.ARTISAN_PIN_CHANGED)
        events = session.execute(select(Event).where(Event.kind.in_(kinds)).order_by(Event.seq)).scalars().all()
    said = [(event.kind, event.actor_id is not None) for event in events][-3:]
    assert said == [
        (EventKind.ARTISAN_LOGIN, False),
        (EventKind.ARTISAN_LOGIN_REFUSED, False),
        (EventKind.ARTISAN_LOGIN, True),
    ]
    assert all(event.details["party"] for event in events)
    assert not any(PIN in str(event.details) or WRONG in str(event.details) for event in events)
