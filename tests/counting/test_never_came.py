"""A note says more than came, a count misses the difference, and then the note is corrected: nothing is lost."""

from __future__ import annotations

from random import Random

import pytest

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.goods_queries import missing_and_damaged
from sentra_pos.artisan_counter.wording import fate_words
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.correct_note import CorrectNote, LineCorrection, NoteCorrected, correct_note
from sentra_pos.consignment.correction_papers import correction_paper, correction_slip
from sentra_pos.consignment.correction_queries import correction_of
from sentra_pos.consignment.errors import TagSaysOtherwise
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_errors import CountBelowMissing, CountBelowSold, NothingCorrected, NothingUnsold
from sentra_pos.consignment.note_standing import StandingLine, note_as_it_stands
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import NoteTaken
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import AgreementId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.counting.errors import NotACase
from sentra_pos.counting.facts import Outcome
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.printing.blocks import Text
from sentra_pos.printing.page import Table
from sentra_pos.reports.stock_card import stock_cards
from sentra_pos.settlement.statement_goods import goods_between
from sentra_pos.stock.places import MISSING, WITH_ARTISAN
from tests.counting.floor import Floor
from tests.factories import add_item, bring_in
from tests.gallery import Tagged
from tests.sales.shop import Counter, line_of

PRICE = 185_000


def noted(floor: Floor, pieces: int, *, cost: int | None = None) -> tuple[Tagged, NoteTaken]:
    """A scarf of Batik Tirta's that nobody had before, with so many on the note."""
    gallery, clock = floor.gallery, floor.clock
    with floor.store.writing() as session:
        scarf = add_item(session, clock, name="Selendang Mrico", price=PRICE, maker=gallery.tirta)
        note = bring_in(session, clock, gallery.founded, gallery.tirta, scarf, pieces=pieces, price=PRICE, cost=cost)
    return Tagged(id=scarf, code="", price=Rupiah(PRICE)), note


def correction(floor: Floor, note: NoteTaken, **right: object) -> CorrectNote:
    line = LineCorrection(line=1, **right)  # type: ignore[arg-type]
    yes = frozenset({TagSaysOtherwise.key})
    return CorrectNote(id=floor.new(), by=floor.by, note=note.id, lines=(line,), reason="salah hitung", confirmed=yes)


def correct(floor: Floor, note: NoteTaken, **right: object) -> NoteCorrected:
    with floor.store.writing() as session:
        return correct_note(session, correction(floor, note, **right), clock=floor.clock)


def stands(floor: Floor, note: NoteTaken) -> StandingLine:
    with floor.store.reading() as session:
        found = note_as_it_stands(session, note.id, floor.gallery.founded.device)
    assert found is not None
    return found.lines[0]


def where(floor: Floor, item: Tagged) -> tuple[int, int]:
    """On the shelf, and missing."""
    return floor.at(floor.shelf, item), floor.at(MISSING, item)


def test_what_never_came_is_neither_on_the_shelf_nor_missing(floor: Floor) -> None:
    """Fourteen are on the note and twelve came. The count misses two before anybody looks at the paper again."""
    scarf, note = noted(floor, 14)
    floor.lose(scarf, 12)
    assert where(floor, scarf) == (12, 2)
    (case,) = floor.cases()
    command = correction(floor, note, quantity=Quantity(12))
    with floor.store.writing() as session:
        done = correct_note(session, command, clock=floor.clock)
        assert correct_note(session, command, clock=floor.clock).code == done.code, "sent twice, posted once"
    assert where(floor, scarf) == (12, 0)
    assert floor.cases() == (), "nothing is missing any more"
    with pytest.raises(NotACase):
        floor.decide(case, Outcome.SHOP_PAYS)

    party, today = floor.gallery.tirta, business_today(floor.clock)
    with floor.store.reading() as session:
        said = correction_of(session, done.id)
        (card,) = stock_cards(session, since=today, until=today, item=scarf.id)
        (goods,) = (row.goods for row in goods_between(session, party, 0, 10**9) if row.item == scarf.id)
    assert said is not None
    sentence = "Tertulis: 14. Yang benar: 12. 2 di antaranya tercatat hilang, dan sejak koreksi ini tidak lagi dicari."
    assert [line.sentence for line in said.lines] == [sentence]
    (table,) = (block for block in correction_paper(said, shop="Gallery").blocks if isinstance(block, Table))
    assert table.rows[0].cells[2] == sentence
    slip = correction_slip(said, "Gallery", floor.clock.zone)
    assert sentence in [block.text for block in slip.blocks if isinstance(block, Text)]
    assert (card.closing.units, [move.change.units for move in card.moves]) == (12, [14, -2])
    assert (goods.received.units, goods.lost.units, goods.given_back.units, goods.left.units) == (12, 0, 0, 12)
    assert examine(floor.store.path) == ()


def test_the_missing_ones_first_and_then_those_that_lie_here(floor: Floor, till: Counter) -> None:
    """Ten were written, three sold and one missed: of the seven that are not sold none may have come."""
    scarf, note = noted(floor, 10)
    till.sell(line_of(scarf, 3))
    floor.lose(scarf, 6)
    line = stands(floor, note)
    assert (line.here.units, line.missing.units, line.least.units, line.stays.units) == (6, 1, 3, 4)
    with pytest.raises(CountBelowMissing) as trouble:
        correct(floor, note, quantity=Quantity(2))
    assert "hanya 6 Selendang Mrico yang belum terjual di sini dan 1 belum ditemukan" in str(trouble.value)
    correct(floor, note, quantity=Quantity(8))
    assert where(floor, scarf) == (5, 0)
    with pytest.raises(CountBelowSold) as none_missing:
        correct(floor, note, quantity=Quantity(2))
    assert "belum ditemukan" not in str(none_missing.value)
    correct(floor, note, quantity=Quantity(9))
    assert where(floor, scarf) == (6, 0), "more that came are not missing"
    assert examine(floor.store.path) == ()


def test_a_missing_piece_keeps_its_price_when_the_others_get_the_right_one(floor: Floor) -> None:
    scarf, note = noted(floor, 5)
    floor.lose(scarf, 0)
    with pytest.raises(NothingUnsold):
        correct(floor, note, quantity=Quantity(3), price=Rupiah(150_000))
    floor.lose(scarf, 3)
    done = correct(floor, note, quantity=Quantity(4), price=Rupiah(150_000))
    with floor.store.reading() as session:
        said = correction_of(session, done.id)
    assert said is not None
    assert "untuk 3 yang belum terjual. 1 yang terjual, hilang, atau" in said.lines[1].sentence
    (case,) = floor.cases()
    assert (case.price, case.quantity.units) == (Rupiah(PRICE), 1)
    # Of both lots together, the one still missing first.
    correct(floor, note, quantity=Quantity(2))
    assert where(floor, scarf) == (2, 0)
    assert examine(floor.store.path) == ()


def test_a_unique_piece_that_never_came_was_never_ours(floor: Floor) -> None:
    gallery, clock = floor.gallery, floor.clock
    with floor.store.writing() as session:
        shawl = add_item(session, clock, name="Syal Kawung", price=PRICE, maker=gallery.tirta, kind=ItemKind.UNIQUE)
        note = bring_in(session, clock, gallery.founded, gallery.tirta, shawl, pieces=1, price=PRICE)
    piece = Tagged(id=shawl, code="", price=Rupiah(PRICE))
    floor.lose(piece, 0)
    assert where(floor, piece) == (0, 1)
    correct(floor, note, quantity=NONE)
    assert (where(floor, piece), floor.cases()) == ((0, 0), ())
    with pytest.raises(NothingCorrected):
        correct(floor, note, quantity=NONE)
    assert examine(floor.store.path) == ()


def test_what_was_bought_and_never_came_is_not_owed(floor: Floor) -> None:
    gallery = floor.gallery
    outright = RecordAgreement(
        id=AgreementId(new_id(floor.clock)),
        by=floor.by,
        party=gallery.tirta,
        valid_from=business_today(floor.clock),
        scheme=Scheme.OUTRIGHT,
    )
    with floor.store.writing() as session:
        record_agreement(session, outright, clock=floor.clock)
    scarf, note = noted(floor, 14, cost=100_000)
    floor.lose(scarf, 12)
    correct(floor, note, quantity=Quantity(12))
    with floor.store.reading() as session:
        payable = balance_of(session, Account(AccountKind.PAYABLE, party=gallery.tirta))
        stock = balance_of(session, Account(AccountKind.OWN_STOCK))
    assert (payable, stock) == (Rupiah(-1_200_000), Rupiah(1_200_000))
    assert (where(floor, scarf), floor.cases()) == ((12, 0), ())
    assert examine(floor.store.path) == ()


def test_the_artisan_reads_that_the_note_was_wrong(floor: Floor) -> None:
    scarf, note = noted(floor, 14)
    floor.lose(scarf, 12)
    correct(floor, note, quantity=Quantity(12))
    with floor.store.reading() as session:
        who = ArtisanSession(device=floor.by.device, party=floor.gallery.tirta, code="P02", name="Batik Tirta")
        moves = missing_and_damaged(session, who)
    assert [(move.quantity.units, fate_words(move)) for move in moves] == [
        (2, "Tidak pernah datang; notanya dikoreksi"),
        (2, "Belum ditemukan, sedang dicari"),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_shelf_missing_and_sold_are_what_is_noted_in_whatever_order(floor: Floor, till: Counter, seed: int) -> None:
    """``came`` really came; the note, the count and the correction tell of it in any order."""
    chance = Random(seed)
    for _round in range(4):
        came = chance.randint(3, 9)
        scarf, note = noted(floor, came + chance.randint(-2, 3))
        sold = 0
        for _step in range(10):
            match chance.choice(("sell", "count", "correct")):
                case "sell" if came > sold and floor.at(floor.shelf, scarf) > 0:
                    till.sell(line_of(scarf))
                    sold += 1
                case "count" if came >= sold:
                    floor.lose(scarf, min(came - sold, floor.at(floor.shelf, scarf) + floor.at(MISSING, scarf)))
                case "correct" if stands(floor, note).brought.units != came:
                    correct(floor, note, quantity=Quantity(came))
                case _:
                    pass
            assert sum(where(floor, scarf)) + sold == stands(floor, note).brought.units
        if stands(floor, note).brought.units != came:
            correct(floor, note, quantity=Quantity(came))
        floor.lose(scarf, came - sold)
        assert where(floor, scarf) == (came - sold, 0)
        assert floor.at(WITH_ARTISAN, scarf) == -came
    assert examine(floor.store.path) == ()
