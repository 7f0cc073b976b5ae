"""Tags and cards, told aloud: a label for every piece, a new one when its price changes, a card that tells no lies."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import zxingcpp
from PIL import Image as Picture

from sentra_pos.catalogue.change_item import ChangeItem, change_item
from sentra_pos.catalogue.facts import Technique
from sentra_pos.catalogue.tell_motif import TellMotif, tell_motif
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.printing.blocks import Barcode, Image, LabelsEnd, Text
from sentra_pos.printing.escpos_bytes import receipt_bytes
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.layout import lay_out
from sentra_pos.printing.profiles import GENERIC_58
from sentra_pos.printing.queries import JobRecord, jobs, slip_of
from sentra_pos.printing.set_up_printer import SetUpPrinter, set_up_printer
from sentra_pos.printing.ways import Way
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.tags.card import CardFacts
from sentra_pos.tags.errors import LastSheet, NoTagPrinter, NothingToTag, RollTooWide, SheetNameTaken, TooManyTags
from sentra_pos.tags.keep_certificate import KeepCertificate, RemoveCertificate, keep_certificate, remove_certificate
from sentra_pos.tags.keep_sheet import KeepSheet, RemoveSheet, keep_sheet, remove_sheet
from sentra_pos.tags.print_cards import PrintCards, print_cards
from sentra_pos.tags.print_tags import PrintTags, TagsPrinted, print_tags
from sentra_pos.tags.queries import card_facts, needs_new_tag, pieces_here, tag_sheets
from sentra_pos.tags.record_tags import RecordTags, TagCount, record_tags
from sentra_pos.tags.set_card_slip import SetCardSlip, set_card_slip
from tests.factories import change_the_price
from tests.gallery import Gallery, a_gallery


class Labeller:
    """Somebody with scissors, sheets and a printer."""

    def __init__(self, store: Store, clock: FixedClock, gallery: Gallery) -> None:
        self.store, self.clock, self.gallery = store, clock, gallery
        self.by = gallery.founded.by

    def sets_up_a_printer(self, role: Role = Role.RECEIPT) -> None:
        folder = self.store.path.parent / role.value
        command = SetUpPrinter(name=role.value, way=Way.FOLDER, address=str(folder), profile=GENERIC_58, role=role)
        with self.store.writing() as session:
            set_up_printer(session, command, clock=self.clock)

    def prices(self, item: ItemId, price: int) -> None:
        with self.store.writing() as session:
            change_the_price(session, self.clock, self.gallery.founded, item, price)

    def makes_a_sheet_of(self, *tags: TagCount, start: int = 0, printing: UUID | None = None) -> int:
        """As a PDF; says where the next printing begins."""
        with self.store.writing() as session:
            sheet = tag_sheets(session)[0]
            command = RecordTags(id=printing or new_id(self.clock), by=self.by, tags=tags, sheet=sheet.id, start=start)
            return record_tags(session, command, clock=self.clock).first_free

    def prints(self, *tags: TagCount, roll: str = "33x15", printing: UUID | None = None) -> TagsPrinted:
        command = PrintTags(id=printing or new_id(self.clock), by=self.by, tags=tags, roll=roll)
        with self.store.writing() as session:
            return print_tags(session, command, clock=self.clock)

    def needs(self) -> dict[str, tuple[int, int]]:
        """Name → price and pieces."""
        with self.store.reading() as session:
            return {each.name: (each.price.amount, each.pieces.units) for each in needs_new_tag(session)}

    def card(self, item: ItemId) -> CardFacts:
        with self.store.reading() as session:
            (card,) = card_facts(session, [item], self.clock)
        return card

    def sells(self, item: ItemId, price: Rupiah) -> DocumentId:
        sale = DocumentId(new_id(self.clock))
        line = SaleLine(item=item, quantity=ONE, price=price)
        tender = Tender(method="cash", given=price)
        with self.store.writing() as session:
            complete_sale(
                session, CompleteSale(id=sale, by=self.by, lines=(line,), tenders=(tender,)), clock=self.clock
            )
        return sale

    def papers(self, kind: JobKind) -> list[JobRecord]:
        """Oldest first."""
        with self.store.reading() as session:
            return [job for job in reversed(jobs(session)) if job.kind is kind]


@pytest.fixture
def labeller(store: Store, clock: FixedClock) -> Labeller:
    return Labeller(store, clock, a_gallery(store, clock))


def test_a_price_that_changed_asks_for_new_tags_until_they_are_printed(labeller: Labeller) -> None:
    mrico, pouch = labeller.gallery.mrico, labeller.gallery.pouch
    labeller.makes_a_sheet_of(TagCount(item=mrico.id, count=14), TagCount(item=pouch.id, count=48))
    assert labeller.needs() == {}
    labeller.prices(mrico.id, 195_000)
    labeller.prices(labeller.gallery.surya.id, 1_950_000)
    assert labeller.needs() == {"Mrico Bolong cap": (195_000, 14), "Surya Majapahit": (1_950_000, 1)}
    labeller.makes_a_sheet_of(TagCount(item=mrico.id, count=14))
    assert set(labeller.needs()) == {"Surya Majapahit"}
    labeller.prices(mrico.id, 185_000)
    assert labeller.needs()["Mrico Bolong cap"] == (185_000, 14)
    with labeller.store.reading() as session:
        assert pieces_here(session, [mrico.id, labeller.gallery.lesson.id])[mrico.id].units == 14


def test_what_was_sold_needs_no_new_tag(labeller: Labeller) -> None:
    surya = labeller.gallery.surya
    labeller.prices(surya.id, 1_950_000)
    labeller.sells(surya.id, Rupiah(1_950_000))
    assert labeller.needs() == {}


def test_a_sheet_that_was_begun_is_gone_on_with(labeller: Labeller) -> None:
    pouch = TagCount(item=labeller.gallery.pouch.id, count=7)
    printing = new_id(labeller.clock)
    with labeller.store.reading() as session:
        labels = tag_sheets(session)[0].labels
    assert labeller.makes_a_sheet_of(pouch, start=3, printing=printing) == 10
    assert labeller.makes_a_sheet_of(pouch, start=20, printing=printing) == 10, "the same printing again"
    assert labeller.makes_a_sheet_of(pouch, start=labels - 2) == 5


def test_tags_go_to_the_label_printer_as_pictures_that_scan_and_the_paper_stays(labeller: Labeller) -> None:
    pouch, mrico = labeller.gallery.pouch, labeller.gallery.mrico
    tags = (TagCount(item=pouch.id, count=30), TagCount(item=mrico.id, count=1))
    with pytest.raises(NoTagPrinter):
        labeller.prints(*tags)
    labeller.sets_up_a_printer()
    labeller.sets_up_a_printer(Role.LABEL)
    with pytest.raises(RollTooWide):
        labeller.prints(*tags, roll="33x15x3")
    printing = new_id(labeller.clock)
    assert labeller.prints(*tags, printing=printing).count == 31
    labeller.prints(*tags, printing=printing)
    printed = labeller.papers(JobKind.LABEL)
    assert len(printed) == 2, "in parts, and only once"
    pictures: list[bytes] = []
    with labeller.store.reading() as session:
        for job in printed:
            slip = slip_of(session, job.id)
            assert slip is not None
            assert isinstance(slip.blocks[-1], LabelsEnd)
            assert not receipt_bytes(lay_out(slip, 32), GENERIC_58).endswith(b"\x1bd\x04"), "no label is fed past"
            pictures += [block.png for block in slip.blocks if isinstance(block, Image)]
    codes = []
    for png in pictures:
        with Picture.open(io.BytesIO(png)) as dots:
            codes += [found.text for found in zxingcpp.read_barcodes(dots.convert("L"))]
    assert sorted(codes) == sorted([pouch.code] * 30 + [mrico.code])


def test_nothing_and_far_too_many_are_refused(labeller: Labeller) -> None:
    with pytest.raises(NothingToTag):
        labeller.makes_a_sheet_of(TagCount(item=labeller.gallery.pouch.id, count=0))
    with pytest.raises(TooManyTags):
        labeller.makes_a_sheet_of(TagCount(item=labeller.gallery.pouch.id, count=501))


def test_sheets_are_measured_anew_added_and_taken_out(labeller: Labeller) -> None:
    with labeller.store.writing() as session:
        known = tag_sheets(session)
        assert any("Tom & Jerry 103" in sheet.name for sheet in known)
        first = known[0]
        kept = keep_sheet(session, KeepSheet(by=labeller.by, sheet=replace(first, shift_x=-12)), clock=labeller.clock)
        assert kept.sheet.shift_x == -12
        twin = replace(first, id=new_id(labeller.clock))
        with pytest.raises(SheetNameTaken):
            keep_sheet(session, KeepSheet(by=labeller.by, sheet=twin), clock=labeller.clock)
        keep_sheet(session, KeepSheet(by=labeller.by, sheet=replace(twin, name="Milik kami")), clock=labeller.clock)
        for sheet in known:
            remove_sheet(session, RemoveSheet(by=labeller.by, sheet=sheet.id), clock=labeller.clock)
        with pytest.raises(LastSheet):
            remove_sheet(session, RemoveSheet(by=labeller.by, sheet=twin.id), clock=labeller.clock)


def test_batikmark_stands_on_a_card_only_if_it_truly_applies(labeller: Labeller) -> None:
    surya, by = labeller.gallery.surya.id, labeller.by

    def certify(number: str, technique: Technique, until: date) -> None:
        command = KeepCertificate(
            by=by, party=labeller.gallery.kencana, number=number, techniques=frozenset({technique}), valid_until=until
        )
        with labeller.store.writing() as session:
            keep_certificate(session, command, clock=labeller.clock)

    certify("1/BM/2024", Technique.CAP, date(2027, 1, 1))
    assert labeller.card(surya).batikmark == "", "another technique"
    certify("2/BM/2023", Technique.TULIS, date(2026, 11, 21))
    assert labeller.card(surya).batikmark == "", "it ran out yesterday"
    certify("3/BM/2023", Technique.TULIS, date(2026, 11, 22))
    assert labeller.card(surya).batikmark == "3/BM/2023", "today is its last day"
    assert labeller.card(labeller.gallery.mrico.id).batikmark == "", "another artisan's"
    command = RemoveCertificate(by=by, party=labeller.gallery.kencana, number="3/BM/2023")
    with labeller.store.writing() as session:
        remove_certificate(session, command, clock=labeller.clock)
    assert labeller.card(surya).batikmark == ""


def test_a_card_tells_how_long_the_work_took(labeller: Labeller) -> None:
    surya = labeller.gallery.surya.id
    with labeller.store.writing() as session:
        change_item(session, ChangeItem(by=labeller.by, item=surya, work_days=21), clock=labeller.clock)
    assert labeller.card(surya).work_days == 21
    with labeller.store.writing() as session:
        change_item(session, ChangeItem(by=labeller.by, item=surya, work_days=0), clock=labeller.clock)
    assert labeller.card(surya).work_days is None


def test_a_motifs_story_is_told_on_the_card_of_every_piece_that_bears_it(labeller: Labeller) -> None:
    surya = labeller.gallery.surya.id
    assert labeller.card(surya).story == ""
    motif = labeller.card(surya).motif_id
    assert motif is not None
    story = "Matahari bersudut delapan,\nlambang Majapahit."
    with labeller.store.writing() as session:
        tell_motif(session, TellMotif(by=labeller.by, motif=motif, story=story), clock=labeller.clock)
    assert labeller.card(surya).story == "Matahari bersudut delapan, lambang Majapahit."


def test_with_a_unique_piece_comes_its_card_when_the_shop_wishes_so(labeller: Labeller) -> None:
    surya, pouch = labeller.gallery.surya, labeller.gallery.pouch
    labeller.sets_up_a_printer()
    labeller.sells(pouch.id, pouch.price)
    with labeller.store.writing() as session:
        set_card_slip(session, SetCardSlip(by=labeller.by, on=True), clock=labeller.clock)
    labeller.sells(pouch.id, pouch.price)
    assert labeller.papers(JobKind.LABEL) == []
    labeller.sells(surya.id, surya.price)
    (card,) = labeller.papers(JobKind.LABEL)
    with labeller.store.reading() as session:
        slip = slip_of(session, card.id)
    assert slip is not None
    assert Barcode(surya.code) in slip.blocks
    assert any(isinstance(block, Text) and "Sanggar Kencana" in block.text for block in slip.blocks)


def test_a_card_is_printed_as_a_slip_when_asked_for(labeller: Labeller) -> None:
    use_language("id")
    command = PrintCards(id=new_id(labeller.clock), by=labeller.by, items=(labeller.gallery.surya.id,))
    with pytest.raises(NoTagPrinter), labeller.store.writing() as session:
        print_cards(session, command, clock=labeller.clock)
    labeller.sets_up_a_printer()
    for _again in range(2):
        with labeller.store.writing() as session:
            assert print_cards(session, command, clock=labeller.clock).count == 1
    assert len(labeller.papers(JobKind.LABEL)) == 1
