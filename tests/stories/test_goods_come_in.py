"""How goods come in, as the shop's diary has it: left, looked at, noted, corrected, and known only after they sold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.goods_queries import sales
from sentra_pos.catalogue.add_item import AddItem
from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.consignment.bring_goods import BringGoods, bring_goods
from sentra_pos.consignment.correct_note import CorrectNote, LineCorrection, NoteCorrected, correct_note
from sentra_pos.consignment.correction_queries import correction_of
from sentra_pos.consignment.drop_off import DropOffRecorded, LeftHere, RecordDropOff, TakeHome, drop_off, take_home
from sentra_pos.consignment.drop_off_queries import drop_off_of, open_drop_offs
from sentra_pos.consignment.errors import CameInBefore, TagSaysOtherwise
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_errors import (
    CountBelowSold,
    DeclineReasonMissing,
    DropOffAnswered,
    NothingCorrected,
    NothingUnsold,
    PrintedRefused,
)
from sentra_pos.consignment.note_queries import note, notes
from sentra_pos.consignment.note_standing import note_as_it_stands
from sentra_pos.consignment.papers import note_paper
from sentra_pos.consignment.printed_goods import PrintedPolicy, SetPrintedPolicy, set_printed_policy
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import Declined, NoteTaken, TakeIn, TakeInLine
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.doctor.findings import Finding
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.printing.page import Paragraph, Table
from sentra_pos.reports.artisan_books import artisan_books
from sentra_pos.sales.cart import Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.errors import NoNoteCovers
from sentra_pos.sales.identify_goods import (
    CameBackUnidentified,
    GoodsIdentified,
    IdentifiedBefore,
    IdentifyGoods,
    LotTooSmall,
    NothingToIdentify,
    identify_goods,
)
from sentra_pos.sales.identify_queries import possible_answers, waiting_to_be_identified
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.sales.void_sale import VoidSale, void_sale
from sentra_pos.settlement.explain import explain_line
from sentra_pos.settlement.fee_queries import sold_between
from sentra_pos.settlement.queries import owed_lines, owed_to
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.turnover import turnover_of
from sentra_pos.stock.places import shelf_of
from sentra_pos.stock.queries import in_the_shop
from tests.factories import add_item
from tests.settlement.gallery import Gallery, a_gallery


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


def left(shop: Gallery, *lines: tuple[str, int]) -> DropOffRecorded:
    said = tuple(LeftHere(text=text, quantity=Quantity(count)) for text, count in lines)
    command = RecordDropOff(
        id=shop.document(), by=shop.by, party=shop.party, business_date=business_today(shop.clock), lines=said
    )
    with shop.store.writing() as session:
        return drop_off(session, command, clock=shop.clock)


def noted(shop: Gallery, command: TakeIn, *new: AddItem) -> NoteTaken:
    with shop.store.writing() as session:
        return bring_goods(session, BringGoods(note=command, new_items=new), clock=shop.clock)


def a_note(shop: Gallery, *lines: TakeInLine) -> TakeIn:
    return TakeIn(
        id=shop.document(), by=shop.by, party=shop.party, business_date=business_today(shop.clock), lines=lines
    )


def new_item(shop: Gallery, name: str, *, kind: ItemKind, price: int, technique: Technique = Technique.CAP) -> AddItem:
    return AddItem(
        id=ItemId(new_id(shop.clock)),
        by=shop.by,
        name=name,
        price=Rupiah(price),
        kind=kind,
        technique=technique,
        maker=shop.party,
    )


def corrected(shop: Gallery, command: CorrectNote) -> NoteCorrected:
    with shop.store.writing() as session:
        return correct_note(session, command, clock=shop.clock)


def a_correction(shop: Gallery, of: NoteTaken, *lines: LineCorrection) -> CorrectNote:
    return CorrectNote(id=shop.document(), by=shop.by, note=of.id, lines=lines, reason="salah tulis")


def here(shop: Gallery, item: ItemId) -> int:
    with shop.store.reading() as session:
        return in_the_shop(session, (item,))[item].units


def balance(shop: Gallery, account: Account) -> int:
    with shop.store.reading() as session:
        return balance_of(session, account).amount


def trouble_in(shop: Gallery) -> tuple[Finding, ...]:
    return examine(shop.store.path)


def test_what_was_left_in_the_morning_is_noted_in_the_afternoon(shop: Gallery) -> None:
    """Bu Sari leaves nine pieces and has a train to catch. One is flawed, and one cannot be found again."""
    receipt = left(shop, ("kain tulis, dibungkus koran", 4), ("selendang", 5))
    assert receipt.code == "TT1-000001"
    with shop.store.reading() as session:
        (waiting,) = open_drop_offs(session)
    assert (waiting.code, waiting.pieces, waiting.answered_by) == ("TT1-000001", Quantity(9), "")

    cloth = new_item(shop, "Kain tulis latar putih", kind=ItemKind.UNIQUE, price=900_000, technique=Technique.TULIS)
    scarf = new_item(shop, "Selendang cap", kind=ItemKind.COUNTED, price=120_000)
    lines = (
        TakeInLine(item=cloth.id, quantity=ONE, price=Rupiah(900_000), remark="baru"),
        TakeInLine(item=scarf.id, quantity=Quantity(6), price=Rupiah(120_000)),
    )
    flawed = Declined(text="selendang luntur", quantity=ONE, reason="warna luntur di tepi")
    command = replace(a_note(shop, *lines), declined=(flawed,), drop_off=receipt.id)
    taken = noted(shop, command, cloth, scarf)
    with shop.store.reading() as session:
        assert open_drop_offs(session) == ()
        done = drop_off_of(session, receipt.id)
        paper = note(session, taken.id)
    assert done is not None
    assert done.answered_by == taken.code
    assert paper is not None
    assert (paper.pieces, paper.pieces_declined, paper.left) == (Quantity(7), ONE, Quantity(9))
    blocks = note_paper(paper, shop="Sentra").blocks
    (declined,) = (block for block in blocks if isinstance(block, Table) and block.title)
    assert declined.rows[0].cells == ("selendang luntur", "1", "warna luntur di tepi")
    said = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "TT1-000001: 9" in said, "the receipt is named, and that a piece is missing"
    assert "1" in said.rpartition(".")[0].rpartition(".")[2]
    assert here(shop, scarf.id) == 6, "what was declined never came in"

    again = replace(a_note(shop, replace(lines[1], quantity=ONE)), drop_off=receipt.id)
    with pytest.raises(DropOffAnswered, match=taken.code):
        noted(shop, again)
    assert trouble_in(shop) == ()


def test_what_was_left_goes_home_again_unopened(shop: Gallery) -> None:
    receipt = left(shop, ("kain sarung", 3))
    home = TakeHome(id=shop.document(), by=shop.by, drop_off=receipt.id, reason="diambil lagi oleh anaknya")
    with shop.store.writing() as session:
        closed = take_home(session, home, clock=shop.clock)
        assert take_home(session, home, clock=shop.clock) == closed, "said twice, done once"
    with shop.store.reading() as session:
        assert open_drop_offs(session) == ()
        done = drop_off_of(session, receipt.id)
    assert done is not None
    assert (done.answered_by, done.taken_home) == (closed.code, True)
    assert trouble_in(shop) == ()


def test_printed_cloth_comes_in_under_its_label_or_not_at_all(shop: Gallery) -> None:
    def printed() -> AddItem:
        name = "Kain motif parang printing"
        return new_item(shop, name, kind=ItemKind.COUNTED, price=60_000, technique=Technique.TIRUAN)

    first, second = printed(), printed()
    noted(shop, a_note(shop, TakeInLine(item=first.id, quantity=ONE, price=Rupiah(60_000))), first)
    with shop.store.writing() as session:
        policy = SetPrintedPolicy(by=shop.by, policy=PrintedPolicy.REFUSE)
        set_printed_policy(session, policy, clock=shop.clock)
    lines = (TakeInLine(item=second.id, quantity=ONE, price=Rupiah(60_000)),)
    with pytest.raises(PrintedRefused):
        noted(shop, a_note(shop, *lines), second)
    no_reason = Declined(text="kain printing", quantity=Quantity(3), reason=" ")
    kept = TakeInLine(item=shop.items[shop.party], quantity=ONE, price=Rupiah(100_000))
    with pytest.raises(DeclineReasonMissing):
        noted(shop, replace(a_note(shop, kept), declined=(no_reason,)))


def test_a_count_written_wrong_is_put_right_by_a_document(shop: Gallery) -> None:
    """Twelve were written and ten came; of another, four were written and six came. Three of the ten are sold."""
    kain, taken = shop.take(shop.party, price=150_000, pieces=12, name="Kain cap")
    selendang, second = shop.take(shop.party, price=80_000, pieces=4, name="Selendang")
    shop.sell((kain, 3, 150_000, 0))
    command = a_correction(shop, taken, LineCorrection(line=1, quantity=Quantity(10)))
    code = corrected(shop, command).code
    assert corrected(shop, command).code == code, "sent twice, posted once"
    with pytest.raises(OtherWishUnderSameId):
        corrected(shop, replace(command, reason="lain"))
    corrected(shop, a_correction(shop, second, LineCorrection(line=1, quantity=Quantity(6), remark="ada noda kecil")))
    assert (here(shop, kain), here(shop, selendang)) == (7, 6)
    with shop.store.reading() as session:
        stands = note_as_it_stands(session, taken.id, shop.by.device)
        listed = {each.id: each for each in notes(session, party=shop.party)}
        said = correction_of(session, command.id)
    assert stands is not None
    assert (stands.lines[0].brought, stands.lines[0].here, stands.lines[0].least) == (
        Quantity(10), Quantity(7), Quantity(3),
    )  # fmt: skip
    assert listed[taken.id].corrected_by == (code,)
    assert listed[taken.id].pieces == Quantity(12), "the note reads as it was signed"
    assert said is not None
    assert (said.note_code, said.reason) == (taken.code, "salah tulis")

    with pytest.raises(CountBelowSold) as trouble:
        corrected(shop, a_correction(shop, taken, LineCorrection(line=1, quantity=Quantity(2))))
    assert trouble.value.fields["least"] == 3, "three were sold, so three were there"
    with pytest.raises(NothingCorrected):
        corrected(shop, a_correction(shop, taken, LineCorrection(line=1, quantity=Quantity(10))))
    assert trouble_in(shop) == ()


def test_a_price_written_wrong_is_right_for_what_is_unsold(shop: Gallery) -> None:
    """Rp150.000 was written where Rp105.000 was meant; one was sold meanwhile, and keeps what was agreed for it."""
    kain, taken = shop.take(shop.party, price=150_000, pieces=5, name="Kain cap")
    shop.sell((kain, 1, 150_000, 0))
    command = a_correction(shop, taken, LineCorrection(line=1, quantity=Quantity(6), price=Rupiah(105_000)))
    with pytest.raises(TagSaysOtherwise):
        corrected(shop, command)
    command = replace(command, confirmed=frozenset({TagSaysOtherwise.key}))
    corrected(shop, command)
    assert here(shop, kain) == 5
    shop.sell((kain, 2, 105_000, 0))
    with shop.store.reading() as session:
        shares = [(line.quantity.units, line.share.amount) for line in owed_lines(session, shop.party)]
        said = correction_of(session, command.id)
    assert shares == [(1, 127_500), (2, 178_500)]
    assert said is not None
    assert "105.000" in said.lines[1].sentence
    corrected(shop, a_correction(shop, taken, LineCorrection(line=1, quantity=Quantity(3))))
    assert here(shop, kain) == 0, "the last three never were there: out of the lot that has the right price"
    dear = LineCorrection(line=1, price=Rupiah(99_000))
    with pytest.raises(NothingUnsold):
        corrected(shop, a_correction(shop, taken, dear))
    assert trouble_in(shop) == ()


def test_a_net_price_and_a_buying_price_are_put_right(shop: Gallery) -> None:
    shop.agree(shop.party, scheme=Scheme.NET_PRICE)
    shop.agree(shop.other, scheme=Scheme.OUTRIGHT)
    kain, first = shop.take(shop.party, price=200_000, net=150_000, pieces=3, name="Kain net")
    taplak, second = shop.take(shop.other, price=90_000, cost=60_000, pieces=4, name="Taplak")
    payable, stock = Account(AccountKind.PAYABLE, party=shop.other), Account(AccountKind.OWN_STOCK)
    assert balance(shop, payable) == -240_000
    corrected(shop, a_correction(shop, first, LineCorrection(line=1, net_price=Rupiah(160_000))))
    shop.sell((kain, 1, 200_000, 0), (taplak, 1, 90_000, 0))
    corrected(shop, a_correction(shop, second, LineCorrection(line=1, cost=Rupiah(55_000))))
    assert (balance(shop, payable), balance(shop, stock)) == (-225_000, 165_000), "three unsold, Rp5.000 each"
    corrected(shop, a_correction(shop, second, LineCorrection(line=1, quantity=Quantity(3))))
    assert (balance(shop, payable), balance(shop, stock)) == (-170_000, 110_000)
    with shop.store.reading() as session:
        (sold,) = owed_lines(session, shop.party)
    assert sold.share == Rupiah(160_000)
    assert trouble_in(shop) == ()


def test_a_piece_that_was_never_ours_comes_on_its_own_note(shop: Gallery) -> None:
    piece = new_item(shop, "Kain tulis naga", kind=ItemKind.UNIQUE, price=1_500_000, technique=Technique.TULIS)
    line = TakeInLine(item=piece.id, quantity=ONE, price=Rupiah(1_500_000))
    wrong = noted(shop, a_note(shop, line), piece)
    theirs = replace(a_note(shop, line), party=shop.other)
    with pytest.raises(CameInBefore):
        noted(shop, theirs)
    corrected(shop, a_correction(shop, wrong, LineCorrection(line=1, quantity=NONE)))
    noted(shop, theirs)
    assert here(shop, piece.id) == 1
    with pytest.raises(CameInBefore):
        corrected(shop, a_correction(shop, wrong, LineCorrection(line=1, quantity=ONE)))
    assert trouble_in(shop) == ()


def sold_unknown(shop: Gallery, item: ItemId, pieces: int, *, off: int = 0) -> DocumentId:
    """Rung up though no note covers it: the cashier said yes to the question."""
    price = Rupiah(200_000)
    discounts = (Discount(amount=Rupiah(off), reason="langganan"),) if off else ()
    line = SaleLine(item=item, quantity=Quantity(pieces), price=price, discounts=discounts)
    tender = Tender(method="cash", given=line.amount)
    confirmed = frozenset({NoNoteCovers.about(item)})
    command = CompleteSale(id=shop.document(), by=shop.by, lines=(line,), tenders=(tender,), confirmed=confirmed)
    with shop.store.writing() as session:
        return complete_sale(session, command, clock=shop.clock).id


def _back(shop: Gallery, sale: DocumentId, pieces: int) -> None:
    command = RefundSale(
        id=shop.document(),
        by=shop.by,
        lines=(ReturnedLine(sale=sale, line=1, quantity=Quantity(pieces)),),
        method="cash",
        reason="luntur",
    )
    with shop.store.writing() as session:
        refund_sale(session, command, clock=shop.clock)


def identified(shop: Gallery, sale: DocumentId, note_: NoteTaken, *, line: int = 1) -> GoodsIdentified:
    command = IdentifyGoods(id=shop.document(), by=shop.by, sale=sale, line=line, lot=note_.lines[0].lot)
    with shop.store.writing() as session:
        done = identify_goods(session, command, clock=shop.clock)
        assert identify_goods(session, command, clock=shop.clock) == done, "sent twice, posted once"
        return done


def test_goods_that_sold_before_their_note_are_paid_to_whom_they_belong(shop: Gallery) -> None:
    """Four shawls hung on the rail that nobody had noted; two sold on Sunday, the artisan came on Tuesday."""
    with shop.store.writing() as session:
        shawl = add_item(session, shop.clock, name="Syal ecoprint", price=200_000)
    sale = sold_unknown(shop, shawl, 2, off=30_000)
    waiting_money = Account(AccountKind.TO_IDENTIFY)
    assert balance(shop, waiting_money) == -370_000
    with shop.store.reading() as session:
        (open_line,) = waiting_to_be_identified(session)
        assert possible_answers(session, shawl, Rupiah(200_000), shelf_of(session, shop.by.device)) == ()
    sold_on = open_line.business_date
    assert isinstance(shop.clock, FixedClock)
    shop.clock.advance(timedelta(days=2))
    _item, few = shop.take(shop.party, price=200_000, pieces=1, name="Syal ecoprint", item=shawl)
    with pytest.raises(LotTooSmall):
        identified(shop, sale, few)
    corrected(shop, a_correction(shop, few, LineCorrection(line=1, quantity=Quantity(4))))
    done = identified(shop, sale, few)

    assert balance(shop, waiting_money) == 0
    assert here(shop, shawl) == 2
    assert balance(shop, Account(AccountKind.ACCRUED, party=shop.party)) == -340_000, "the shop bears the discount"
    with shop.store.reading() as session:
        assert waiting_to_be_identified(session) == ()
        (owed,) = owed_lines(session, shop.party)
        why = explain_line(session, owed.document, owed.line, shop.party)
    assert (owed.code, owed.business_date, owed.back) == (open_line.code, sold_on, False)
    assert (owed.quantity, owed.paid, owed.share) == (Quantity(2), Rupiah(370_000), Rupiah(340_000))
    assert (why.code, why.amount, why.parts[0].note) == (done.code, Rupiah(340_000), few.code)
    locked = shop.lock(shop.party)
    assert locked.to_pay == Rupiah(340_000)
    with shop.store.reading() as session:
        (settled,) = (line for line in lines_of(session, locked.id) if line.refers_line is not None)
    assert sold_on.isoformat() in str(settled.details)
    with pytest.raises(IdentifiedBefore):
        identified(shop, sale, few)
    assert trouble_in(shop) == ()


def test_what_was_identified_after_a_settlement_is_a_late_line_and_counts_as_sold(shop: Gallery) -> None:
    with shop.store.writing() as session:
        shawl = add_item(session, shop.clock, name="Syal ecoprint", price=200_000)
    sale = sold_unknown(shop, shawl, 2)
    shop.sell((shop.items[shop.party], 1, 100_000, 0))
    assert isinstance(shop.clock, FixedClock)
    sold_on = business_today(shop.clock)
    shop.clock.advance(timedelta(days=1))
    shop.lock(shop.party)
    _item, came = shop.take(shop.party, price=200_000, pieces=2, name="Syal ecoprint", item=shawl)
    identified(shop, sale, came)
    with shop.store.reading() as session:
        (line,) = owed_lines(session, shop.party, business_today(shop.clock))
        sold = sold_between(session, (shop.party,), sold_on, business_today(shop.clock))
    assert (line.business_date, line.late) == (sold_on, True)
    assert sold == {shop.party: Rupiah(500_000)}


def test_what_was_identified_later_is_turnover_of_the_day_it_was_sold_on_every_paper(shop: Gallery) -> None:
    """Sold in November and identified in January: income of the old year, as its line on the statement says."""
    assert isinstance(shop.clock, FixedClock)
    with shop.store.writing() as session:
        shawl = add_item(session, shop.clock, name="Syal ecoprint", price=200_000)
    sale, day = sold_unknown(shop, shawl, 2), business_today(shop.clock)
    with shop.store.reading() as session:
        (waits,) = waiting_to_be_identified(session)
    shop.clock.advance(timedelta(days=60))
    _item, came = shop.take(shop.party, price=200_000, pieces=2, name="Syal ecoprint", item=shawl)
    done = identified(shop, sale, came)
    locked = shop.lock(shop.party)
    who = ArtisanSession(device=shop.by.device, party=shop.party, code="P01", name="")
    with shop.store.reading() as session:
        statement = statement_of(session, locked.id)
        old, new = (artisan_books(session, shop.party, year) for year in (2026, 2027))
        (seen,) = sales(session, who, business_today(shop.clock))
        this_month = sales(session, who, business_today(shop.clock), since=date(2027, 1, 1))
        november, october = (turnover_of(session, shop.party, date(2026, month, 30)) for month in (11, 10))

    (line,) = statement.lines
    assert (line.business_date, line.code) == (seen.business_date, seen.code) == (day, waits.code)
    assert (seen.document, this_month) == (done.id, ())
    assert (statement.turnover.year, new.turnover, new.entries) == (ZERO, ZERO, ())
    assert [(entry.date, line.code in entry.text) for entry in old.entries] == [(day, True)] * 2
    assert {month.month.month: month.turnover for month in old.months if month.turnover} == {11: Rupiah(400_000)}
    assert (november.month, november.year, october.year) == (Rupiah(400_000), Rupiah(400_000), ZERO)


def test_what_is_identified_waits_as_long_as_if_it_had_been_known_when_it_sold(shop: Gallery) -> None:
    """Sold on Sunday and identified on Tuesday; the agreement holds sales back for a week, from Sunday on."""
    assert isinstance(shop.clock, FixedClock)
    terms = RecordAgreement(
        id=AgreementId(new_id(shop.clock)), by=shop.by, party=shop.party, valid_from=business_today(shop.clock),
        scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(15), hold_days=7,
    )  # fmt: skip
    with shop.store.writing() as session:
        record_agreement(session, terms, clock=shop.clock)
        shawl = add_item(session, shop.clock, name="Syal ecoprint", price=200_000)
    sale = sold_unknown(shop, shawl, 2)
    sunday = business_today(shop.clock)
    shop.clock.advance(timedelta(days=2))
    _item, came = shop.take(shop.party, price=200_000, pieces=3, name="Syal ecoprint", item=shawl)
    identified(shop, sale, came)
    with shop.store.reading() as session:
        (line,) = owed_lines(session, shop.party, today=business_today(shop.clock))
        assert line.held_until == sunday + timedelta(days=7)
        assert owed_to(session, shop.party, today=business_today(shop.clock)).held == Rupiah(340_000)
        (free,) = owed_lines(session, shop.party, today=sunday + timedelta(days=7))
        assert free.held_until is None


def test_what_was_identified_and_comes_back_is_taken_from_the_same_artisan(shop: Gallery) -> None:
    with shop.store.writing() as session:
        shawl = add_item(session, shop.clock, name="Syal ecoprint", price=200_000)
    sale, other = sold_unknown(shop, shawl, 3, off=10_001), sold_unknown(shop, shawl, 1)
    with shop.store.reading() as session:
        assert len(waiting_to_be_identified(session)) == 2
    _item, came = shop.take(shop.party, price=200_000, pieces=5, name="Syal ecoprint", item=shawl)
    identified(shop, sale, came)
    _back(shop, sale, 1)
    assert balance(shop, Account(AccountKind.ACCRUED, party=shop.party)) == -340_000
    _back(shop, sale, 2)
    assert balance(shop, Account(AccountKind.ACCRUED, party=shop.party)) == 0
    assert balance(shop, Account(AccountKind.COMMISSION)) == 0
    with shop.store.reading() as session:
        lines = owed_lines(session, shop.party)
        assert sum(line.share.amount for line in lines) == 0
        for line in lines:
            explain_line(session, line.document, line.line, shop.party)

    _back(shop, other, 1)
    with shop.store.reading() as session:
        assert waiting_to_be_identified(session) == (), "what came back whole waits for nobody"
    with pytest.raises(CameBackUnidentified):
        identified(shop, other, came)
    known = shop.sell((shop.items[shop.other], 1, 100_000, 0))
    with pytest.raises(NothingToIdentify):
        identified(shop, known.id, came)
    assert balance(shop, Account(AccountKind.TO_IDENTIFY)) == 0
    assert trouble_in(shop) == ()


def test_a_sale_is_voided_after_its_goods_were_identified(shop: Gallery) -> None:
    """Bought outright, so what waited had become the shop's own turnover; all of it goes back."""
    shop.agree(shop.other, scheme=Scheme.OUTRIGHT)
    with shop.store.writing() as session:
        shawl = add_item(session, shop.clock, name="Syal ecoprint", price=200_000)
    sale = sold_unknown(shop, shawl, 2)
    _item, came = shop.take(shop.other, price=200_000, cost=120_000, pieces=2, name="Syal", item=shawl)
    identified(shop, sale, came)
    sales, stock = Account(AccountKind.SALES), Account(AccountKind.OWN_STOCK)
    assert (balance(shop, sales), balance(shop, stock), here(shop, shawl)) == (-400_000, 0, 0)
    with shop.store.writing() as session:
        command = VoidSale(id=shop.document(), by=shop.by, sale=sale, reason="salah orang")
        void_sale(session, command, clock=shop.clock)
    assert (balance(shop, sales), balance(shop, stock), here(shop, shawl)) == (0, 240_000, 2)
    assert trouble_in(shop) == ()
