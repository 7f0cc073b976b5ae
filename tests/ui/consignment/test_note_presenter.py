"""Writing a note without a window: what is refused, what is repeated, and that posting twice posts once."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_motif import AddMotif, add_motif
from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.consignment.errors import TagSaysOtherwise
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_queries import note, notes
from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.consignment.take_in import Declined, NoteTaken
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import AgreementId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.people.queries import artisan_of
from sentra_pos.shop import Shop
from tests.factories import Founded, add_agreement, add_artisan
from ui.consignment.note_lines import LineField, LineInput, NoteDraftLine, NoteRow
from ui.consignment.note_presenter import NotePresenter
from ui.kit.immediate import ActBroke, ImmediateRunner

CLOTH = LineInput(name="Kain Koro Renteng", technique=Technique.TULIS, motif="Koro Renteng", price=Rupiah(550_000))
POUCH = LineInput(
    name="Pouch perca", technique=Technique.NONE, kind=ItemKind.COUNTED, count=Quantity(12), price=Rupiah(25_000)
)


class Paper:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.lines: tuple[NoteDraftLine, ...] = ()
        self.left, self.photo = "", b""
        self.pieces, self.share = Quantity(0), Rupiah(0)
        self.found: tuple[ItemCard, ...] = ()
        self.form: LineInput | None = None
        self.said: list[str] = []
        self.marked: list[tuple[int, str]] = []
        self.questions: list[Question] = []
        self.taken: list[NoteTaken] = []
        self.ended = 0

    def show_left(self, sentence: str) -> None:
        self.left = sentence

    def show_photo(self, picture: bytes | None) -> None:
        self.photo = picture or b""

    def show_lines(self, lines: tuple[NoteRow, ...], pieces: Quantity, value: Rupiah, share: Rupiah) -> None:
        self.lines = tuple(line for line in lines if isinstance(line, NoteDraftLine))
        self.pieces, self.share = pieces, share

    def show_found(self, cards: tuple[ItemCard, ...]) -> None:
        self.found = cards

    def fill_form(self, said: LineInput) -> None:
        self.form = said

    def mark_line(self, line: int, sentence: str) -> None:
        self.marked.append((line, sentence))

    def tell(self, sentence: str) -> None:
        self.said.append(sentence)

    def tell_trouble(self, trouble: SentraError) -> None:
        self.said.append(str(trouble))

    def ask(self, question: Question) -> None:
        self.questions.append(question)

    def posted(self, taken: NoteTaken) -> None:
        self.taken.append(taken)

    def posting_ended(self) -> None:
        self.ended += 1


def writing(
    shop: Shop, clock: FixedClock, founded: Founded, scheme: Scheme = Scheme.COMMISSION_PERCENT
) -> tuple[NotePresenter, Paper, PartyId]:
    with shop.writing() as session:
        party = add_artisan(session, clock)
        fixed = Rupiah(2_500) if scheme is Scheme.COMMISSION_FIXED else None
        agreement = add_agreement(session, clock, founded, party, scheme=scheme, fixed=fixed)
    return (*again(shop, clock, founded, party, agreement), party)


def again(
    shop: Shop, clock: FixedClock, founded: Founded, party: PartyId, agreement: AgreementId
) -> tuple[NotePresenter, Paper]:
    with shop.reading() as session:
        artisan, terms = artisan_of(session, party), agreement_by_id(session, agreement)
    assert artisan is not None
    assert terms is not None
    paper = Paper()
    presenter = NotePresenter(ImmediateRunner(shop), founded.by, clock, artisan, terms, paper)
    presenter.begin()
    return presenter, paper


def test_new_pieces_are_posted_with_their_tags_in_one_note(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, party = writing(shop, clock, founded)
    assert presenter.put(CLOTH) == {}
    assert presenter.put(POUCH) == {}
    assert paper.pieces == Quantity(13)
    assert paper.share == Rupiah(467_500 + 12 * 21_250)
    presenter.post()
    (taken,) = paper.taken
    with shop.reading() as session:
        posted = note(session, taken.id)
    assert posted is not None
    assert posted.party == party
    assert [(line.name, line.share.amount, line.code[:2]) for line in posted.lines] == [
        ("Kain Koro Renteng", 467_500, "20"),
        ("Pouch perca", 21_250, "20"),
    ]


class ClosedDoors:
    """A shop whose writing breaks, as a bug would."""

    def __init__(self, shop: Shop) -> None:
        self.clock, self.reading = shop.clock, shop.reading

    def writing(self) -> AbstractContextManager[Session]:
        raise ZeroDivisionError


def test_a_fault_lets_go_of_the_sheet_and_the_note_can_be_posted_again(
    shop: Shop, clock: FixedClock, founded: Founded
) -> None:
    presenter, paper, _party = writing(shop, clock, founded)
    broken = NotePresenter(
        ImmediateRunner(ClosedDoors(shop)), founded.by, clock, presenter.artisan, presenter.agreement, paper
    )
    broken.put(CLOTH)
    for times in (1, 2):
        with pytest.raises(ActBroke):
            broken.post()
        assert paper.ended == times


def test_posting_twice_posts_once(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, party = writing(shop, clock, founded)
    presenter.put(CLOTH)
    presenter.post()
    presenter.post()
    assert {taken.code for taken in paper.taken} == {paper.taken[0].code}
    with shop.reading() as session:
        assert len(notes(session, party=party)) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (replace(CLOTH, name=" "), LineField.NAME),
        (replace(CLOTH, name="Batik Tulis Printing", technique=Technique.TIRUAN), LineField.NAME),
        (replace(CLOTH, price=None), LineField.PRICE),
        (replace(CLOTH, count=Quantity(2)), LineField.COUNT),
        (replace(POUCH, count=None), LineField.COUNT),
    ],
)
def test_trouble_is_told_at_its_field_and_nothing_is_added(
    shop: Shop, clock: FixedClock, founded: Founded, said: LineInput, field: LineField
) -> None:
    presenter, paper, _party = writing(shop, clock, founded)
    assert list(presenter.put(said)) == [field]
    assert paper.lines == ()


def test_a_net_price_is_asked_for_where_the_terms_want_one(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, _party = writing(shop, clock, founded, Scheme.NET_PRICE)
    assert list(presenter.put(CLOTH)) == [LineField.DUE]
    assert list(presenter.put(replace(CLOTH, due=Rupiah(600_000)))) == [LineField.DUE]
    assert presenter.put(replace(CLOTH, due=Rupiah(440_000))) == {}
    assert paper.share == Rupiah(440_000)


def test_bought_above_the_price_is_a_question(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, _party = writing(shop, clock, founded, Scheme.OUTRIGHT)
    assert presenter.put(replace(CLOTH, due=Rupiah(600_000))) == {}
    presenter.post()
    (question,) = paper.questions
    assert paper.taken == []
    presenter.post(question.key)
    assert len(paper.taken) == 1


def test_a_line_repeated_is_another_piece(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, _party = writing(shop, clock, founded)
    presenter.put(CLOTH)
    presenter.repeat(0)
    assert paper.form == CLOTH
    presenter.put(CLOTH)
    first, second = paper.lines
    assert first.item != second.item
    presenter.remove(0)
    assert paper.lines == (second,)


def test_a_line_taken_back_into_the_form_changes_in_its_place(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, _party = writing(shop, clock, founded)
    presenter.put(CLOTH)
    presenter.put(POUCH)
    presenter.edit(0)
    presenter.put(replace(CLOTH, price=Rupiah(600_000)))
    assert [line.price.amount for line in paper.lines] == [600_000, 25_000]


def test_known_goods_are_found_by_their_own_artisan_only(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, _party = writing(shop, clock, founded)
    presenter.put(POUCH)
    presenter.post()
    presenter.search("pouch")
    (card,) = paper.found
    presenter.choose(card)
    assert paper.form is not None
    assert paper.form.card == card
    with shop.writing() as session:
        other = add_artisan(session, clock, code="P02", name="Orang Lain")
        terms = add_agreement(session, clock, founded, other)
    elsewhere, their_paper = again(shop, clock, founded, other, terms)
    elsewhere.search("pouch")
    assert their_paper.found == ()
    elsewhere.scan(card.code)
    assert len(their_paper.said) == 1
    assert their_paper.form is None


def test_a_tag_that_says_otherwise_is_asked_about(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, party = writing(shop, clock, founded)
    presenter.put(POUCH)
    presenter.post()
    presenter.search("pouch")
    card = paper.found[0]
    following, second = again(shop, clock, founded, party, presenter.agreement.id)
    following.put(LineInput(card=card, count=Quantity(3), price=Rupiah(30_000)))
    following.post()
    (question,) = second.questions
    following.post(question.key)
    assert len(second.taken) == 1


def test_a_yes_holds_for_the_lines_it_was_said_of(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, party = writing(shop, clock, founded)
    presenter.put(POUCH)
    presenter.post()
    presenter.search("pouch")
    card = paper.found[0]
    following, second = again(shop, clock, founded, party, presenter.agreement.id)
    dearer = LineInput(card=card, count=Quantity(3), price=Rupiah(30_000))
    following.put(dearer)
    following.put(replace(dearer, price=Rupiah(31_000)))
    following.post()
    following.post(TagSaysOtherwise.key)
    assert second.taken == []
    following.remove(1)
    following.edit(0)
    following.put(replace(dearer, price=Rupiah(3_000)))
    following.post()
    assert second.taken == []
    assert "3.000" in str(second.questions[-1])


def test_one_of_a_kind_that_came_in_before_is_told_at_once(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, party = writing(shop, clock, founded)
    presenter.put(CLOTH)
    presenter.post()
    presenter.search("koro renteng")
    following, second = again(shop, clock, founded, party, presenter.agreement.id)
    following.choose(paper.found[0])
    assert second.form is None
    assert paper.taken[0].code in second.said[0]


def test_a_motif_with_a_slip_in_it_is_recognised(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, _paper, _party = writing(shop, clock, founded)
    with shop.writing() as session:
        add_motif(session, AddMotif(by=founded.by, name="Rawan Indek", aliases=("Rawan Inggek",)), clock=clock)
    presenter.begin()
    assert presenter.motifs_like("rawaningek")[0] == "Rawan Indek"
    assert presenter.motifs_like("Rawan Indek") == ()


def test_what_is_declined_stands_below_and_can_be_taken_off(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, _party = writing(shop, clock, founded)
    presenter.put(CLOTH)
    flawed = Declined(text="selendang", quantity=Quantity(2), reason="luntur")
    presenter.decline(flawed)
    presenter.decline(replace(flawed, text="taplak"))
    presenter.remove(1)
    presenter.edit(1)
    assert [each.text for each in presenter.declined] == ["taplak"]
    presenter.post()
    with shop.reading() as session:
        posted = note(session, paper.taken[0].id)
    assert posted is not None
    assert [(each.text, each.quantity) for each in posted.declined] == [("taplak", Quantity(2))]
    assert posted.pieces == Quantity(1)


def test_a_repeated_piece_needs_a_photo_of_its_own(shop: Shop, clock: FixedClock, founded: Founded) -> None:
    presenter, paper, _party = writing(shop, clock, founded)
    presenter.read_photo(b"no picture at all")
    assert paper.said, "refused when it is chosen, not when the note is posted"
    assert paper.photo == b""
    presenter.put(replace(CLOTH, photo=b"jpeg"))
    presenter.repeat(0)
    assert paper.form is not None
    assert paper.form.photo is None
