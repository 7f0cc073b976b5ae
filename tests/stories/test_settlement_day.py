"""A settlement day, as one story: reviewed, locked, paid one by one, closed; what is left opens the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest
from pypdf import PdfReader

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import SecondPersonNeeded
from sentra_pos.printing.blocks import Text
from sentra_pos.printing.page import render_paper
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.settlement.close_run import CloseRun, close_run
from sentra_pos.settlement.errors import (
    ChangedSinceReview,
    LockedAlready,
    NotAPayout,
    PayoutVoidedAlready,
    RepresentativeNotNamed,
    RunIsOpen,
    RunNotFound,
    RunNotThere,
)
from sentra_pos.settlement.export_transfers import ExportTransfers, export_transfers, transfers_csv, transfers_xlsx
from sentra_pos.settlement.limit_payout import LimitPayout, limit_payout
from sentra_pos.settlement.lock_in_run import LockInRun, lock_in_run
from sentra_pos.settlement.lock_settlement import Reviewed
from sentra_pos.settlement.locked import settlement_row
from sentra_pos.settlement.mark_absent import MarkAbsent, mark_absent
from sentra_pos.settlement.papers import left_rows
from sentra_pos.settlement.pay_out import PaidOut, PayOut, Representative, pay_out
from sentra_pos.settlement.queries import owed_lines, owed_to
from sentra_pos.settlement.review_run import ReviewRun, Seen, review_run
from sentra_pos.settlement.run_facts import RunStanding, RunState
from sentra_pos.settlement.run_papers import envelopes_paper, run_paper
from sentra_pos.settlement.run_queries import RunArtisan, RunDay, open_run, run_day
from sentra_pos.settlement.slip import statement_slip
from sentra_pos.settlement.start_run import StartRun, start_run
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.void_payout import PayoutVoided, VoidPayout, void_payout
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import add_artisan
from tests.settlement.gallery import Gallery, a_gallery


class Day:
    """A settlement day over a gallery; every word is one act in one transaction."""

    def __init__(self, gallery: Gallery) -> None:
        self.gallery, self.store, self.clock = gallery, gallery.store, gallery.clock
        self.run = UUID(str(new_id(gallery.clock)))

    def begin(self, *parties: PartyId) -> None:
        with self.store.writing() as session:
            start_run(session, StartRun(id=self.run, by=self.gallery.by, parties=parties), clock=self.clock)

    def now(self) -> RunDay:
        with self.store.reading() as session:
            run = open_run(session)
            assert run is not None
            return run_day(session, run, self.gallery.by.device, business_today(self.clock))

    def of(self, party: PartyId) -> RunArtisan:
        (found,) = (each for each in self.now().artisans if each.party == party)
        return found

    def review(self, day: RunDay | None = None) -> None:
        seen = tuple(
            Seen(party=each.party, figures=Reviewed(balance=each.today.owed.balance, lines=each.today.owed.lines))
            for each in (day or self.now()).artisans
            if each.settlement is None
        )
        with self.store.writing() as session:
            review_run(session, ReviewRun(by=self.gallery.by, run=self.run, seen=seen), clock=self.clock)

    def lock(self, party: PartyId) -> bool:
        command = LockInRun(id=self.gallery.document(), by=self.gallery.by, run=self.run, party=party)
        with self.store.writing() as session:
            done = lock_in_run(session, command, clock=self.clock)
            assert lock_in_run(session, command, clock=self.clock) == done
        return done.all_locked

    def lock_all(self) -> None:
        for each in self.now().to_lock:
            self.lock(each.party)

    def pay(
        self,
        party: PartyId,
        amount: int | None = None,
        *,
        method: PayoutMethod = PayoutMethod.CASH,
        to: Representative | None = None,
        approver: Role | None = None,
    ) -> PaidOut:
        settlement = self.of(party).settlement
        assert settlement is not None
        by = self.gallery.by
        if approver is not None:
            by = replace(by, approver=self.gallery.somebody(approver).staff)
        command = PayOut(
            id=self.gallery.document(), by=by, settlement=settlement.id, method=method,
            amount=settlement.payable if amount is None else Rupiah(amount),
            reference="BNI-77" if method is PayoutMethod.TRANSFER else "", representative=to,
        )  # fmt: skip
        with self.store.writing() as session:
            return pay_out(session, command, clock=self.clock)

    def absent(self, party: PartyId, *, absent: bool = True) -> None:
        command = MarkAbsent(by=self.gallery.by, run=self.run, party=party, absent=absent)
        with self.store.writing() as session:
            mark_absent(session, command, clock=self.clock)

    def close(self) -> None:
        with self.store.writing() as session:
            close_run(session, CloseRun(by=self.gallery.by, run=self.run), clock=self.clock)

    def void(self, paid: PaidOut) -> PayoutVoided:
        command = VoidPayout(id=self.gallery.document(), by=self.gallery.by, payout=paid.id, reason="salah orang")
        with self.store.writing() as session:
            done = void_payout(session, command, clock=self.clock)
            assert void_payout(session, command, clock=self.clock) == done
        return done


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock, cash=5_000_000)


def _artisans(gallery: Gallery, count: int) -> list[PartyId]:
    with gallery.store.writing() as session:
        parties = [add_artisan(session, gallery.clock, f"P{n:02d}", f"Perajin {n}") for n in range(10, 10 + count)]
    for party in parties:
        gallery.agree(party)
        gallery.take(party, name=f"Kain {party}")
    return parties


def _sell(gallery: Gallery, party: PartyId, pieces: int = 1) -> None:
    gallery.sell((gallery.items[party], pieces, 100_000, 0))


def test_a_whole_day(gallery: Gallery) -> None:
    store, clock = gallery.store, gallery.clock
    absent, gone, part, by_wife, dear, negative, bank = _artisans(gallery, 7)
    with store.writing() as session:
        for party, account in ((bank, "BRI 0123"), (dear, "=HYPERLINK(1)")):
            row = session.get_one(Party, party)
            row.payout_method, row.bank_account = PayoutMethod.TRANSFER, account
        limit_payout(session, LimitPayout(by=gallery.by, limit=Rupiah(500_000)), clock=clock)
    returned = gallery.sell((gallery.items[negative], 1, 100_000, 0))
    gallery.pay(gallery.lock(negative))
    gallery.refund(returned)
    for party, pieces in ((absent, 1), (gone, 2), (part, 3), (by_wife, 4), (dear, 10), (bank, 5)):
        _sell(gallery, party, pieces)
    day = Day(gallery)
    day.begin()
    with pytest.raises(RunIsOpen):
        Day(gallery).begin()

    assert day.now().run.state is RunState.DRAFT
    day.review()
    assert day.now().run.reviewed_by
    _sell(gallery, part)
    with pytest.raises(ChangedSinceReview, match="Perajin 12"):
        day.lock(part)
    assert day.of(part).standing is RunStanding.CHANGED
    day.review()
    day.lock_all()
    assert day.now().run.state is RunState.LOCKED
    with pytest.raises(RunNotThere):
        day.review()

    cash = [85_000, 170_000, 340_000, 340_000]
    assert day.now().cash_due == Rupiah(sum(cash))
    counts = dict(day.now().notes.counts)
    assert sum(face * count for face, count in counts.items()) == sum(cash)
    assert counts[100_000] == 0 + 1 + 3 + 3
    day.absent(absent)
    day.absent(gone)
    day.pay(part, 100_000)
    with pytest.raises(RepresentativeNotNamed):
        day.pay(by_wife, to=Representative(name="Siti", relation=" "))
    day.pay(by_wife, to=Representative(name="Siti", relation="istri"))
    with pytest.raises(SecondPersonNeeded):
        day.pay(dear, method=PayoutMethod.TRANSFER)
    day.pay(dear, method=PayoutMethod.TRANSFER, approver=Role.SUPERVISOR)
    with store.writing() as session:
        exported = export_transfers(session, ExportTransfers(by=gallery.by, run=day.run), clock=clock)
    assert [(each.name, each.bank_account, each.amount) for each in exported.transfers] == [
        ("Perajin 16", "BRI 0123", Rupiah(425_000))
    ]
    day.pay(bank, method=PayoutMethod.TRANSFER)

    assert {each.party: each.standing for each in day.now().artisans} == {
        absent: RunStanding.ABSENT, gone: RunStanding.ABSENT, part: RunStanding.PARTIAL, by_wife: RunStanding.PAID,
        dear: RunStanding.PAID, negative: RunStanding.CARRIED, bank: RunStanding.PAID,
    }  # fmt: skip
    assert [payment.to for payment in day.of(by_wife).payments] == ["Siti (istri)"]
    taken = day.of(by_wife).settlement
    assert taken is not None
    with store.reading() as session:
        assert [paid.to for paid in statement_of(session, taken.id).payouts] == ["Siti (istri)"]
    _print_its_papers(day)
    day.close()
    with pytest.raises(RunNotFound):
        day.lock(part)
    with store.reading() as session:
        drawer = balance_of(session, Account(AccountKind.DRAWER, device=gallery.by.device))
        # The float and 27 pieces sold; the first payout, the return, and the two payouts of the day.
        assert drawer == Rupiah(5_000_000 + 27 * 100_000 - 85_000 - 100_000 - 100_000 - 340_000)
    assert examine(store.path) == ()


def _print_its_papers(day: Day) -> None:
    with day.store.reading() as session:
        head = letterhead(session)
    for paper in (envelopes_paper, run_paper):
        assert render_paper(paper(day.now(), head, day.clock.zone)).startswith(b"%PDF")


def test_what_was_left_opens_the_next_day(gallery: Gallery) -> None:
    (one,) = _artisans(gallery, 1)
    _sell(gallery, one, 2)
    day = Day(gallery)
    day.begin(one)
    assert [each.party for each in day.now().artisans] == [one]
    day.review()
    assert day.lock(one)
    day.pay(one, 50_000)
    day.close()
    _sell(gallery, gallery.party)

    following = Day(gallery)
    following.begin()
    following.review()
    following.lock_all()

    # Nothing is new for the first: what is left is paid on the settlement that left it.
    assert following.of(one).standing is RunStanding.PARTIAL
    assert following.pay(one).amount == Rupiah(120_000)
    assert following.of(gallery.party).standing is RunStanding.TO_PAY
    assert examine(gallery.store.path) == ()


def test_a_day_on_which_nothing_is_new_goes_straight_to_paying(gallery: Gallery) -> None:
    _sell(gallery, gallery.party, 2)
    gallery.lock(gallery.party)
    day = Day(gallery)
    day.begin(gallery.party)
    day.review()
    assert day.now().run.state is RunState.LOCKED
    assert day.pay(gallery.party).left == ZERO
    # What sells meanwhile is the next day's, even if it comes to just what was reviewed.
    _sell(gallery, gallery.party, 2)
    with pytest.raises(LockedAlready):
        day.lock(gallery.party)


def test_two_halves_above_the_limit_are_one_payout_and_need_a_second_person(gallery: Gallery) -> None:
    with gallery.store.writing() as session:
        limit_payout(session, LimitPayout(by=gallery.by, limit=Rupiah(500_000)), clock=gallery.clock)
    _sell(gallery, gallery.party, 10)
    locked = gallery.lock(gallery.party)
    gallery.pay(locked, 425_000)
    with pytest.raises(SecondPersonNeeded):
        gallery.pay(locked, 425_000)
    two = replace(gallery.by, approver=gallery.somebody(Role.SUPERVISOR).staff)
    gallery.pay(locked, 350_000, by=two)
    # What two agreed to does not count against what one pays alone.
    assert gallery.pay(locked, 75_000).left == ZERO


def test_another_settlement_of_the_same_day_opens_no_new_limit(gallery: Gallery, clock: FixedClock) -> None:
    with gallery.store.writing() as session:
        limit_payout(session, LimitPayout(by=gallery.by, limit=Rupiah(300_000)), clock=clock)
    two = replace(gallery.by, approver=gallery.somebody(Role.SUPERVISOR).staff)
    _sell(gallery, gallery.party, 7)
    _sell(gallery, gallery.other, 2)
    first = gallery.lock(gallery.party)
    gallery.pay(first, 300_000)
    with pytest.raises(SecondPersonNeeded):
        gallery.pay(first, 1)
    _sell(gallery, gallery.party)
    second = gallery.lock(gallery.party)
    assert second.to_pay == Rupiah(295_000 + 85_000), "what was refused is carried into it"
    with pytest.raises(SecondPersonNeeded):
        gallery.pay(second, 295_000)
    with pytest.raises(SecondPersonNeeded):
        gallery.pay(second, 1)
    # What another artisan gets is counted apart, and what two agree to is not counted.
    gallery.pay(gallery.lock(gallery.other))
    gallery.pay(second, 80_000, by=two)
    with pytest.raises(SecondPersonNeeded):
        gallery.pay(second, 1)

    # Another day another limit; but of one settlement two halves stay one payout, whenever they are paid.
    with gallery.store.writing() as session:
        holds = balance_of(session, Account(AccountKind.DRAWER, device=gallery.by.device))
        close_till(session, CloseTill(id=gallery.document(), by=gallery.by, counted=holds), clock=clock)
        clock.advance(timedelta(days=1))
        open_till(session, OpenTill(id=gallery.document(), by=gallery.by, counted=holds, added=ZERO), clock=clock)
    gallery.pay(second, 200_000)
    _sell(gallery, gallery.party, 3)
    third = gallery.lock(gallery.party)
    gallery.pay(third, 100_000)
    with pytest.raises(SecondPersonNeeded):
        gallery.pay(third, 1)
    assert examine(gallery.store.path) == ()


def test_what_was_voided_is_not_counted_as_paid_alone(gallery: Gallery, clock: FixedClock) -> None:
    with gallery.store.writing() as session:
        limit_payout(session, LimitPayout(by=gallery.by, limit=Rupiah(300_000)), clock=clock)
    _sell(gallery, gallery.party, 3)
    paid = gallery.pay(gallery.lock(gallery.party))
    Day(gallery).void(paid)
    _sell(gallery, gallery.party)
    second = gallery.lock(gallery.party)
    with pytest.raises(SecondPersonNeeded):
        gallery.pay(second)
    assert gallery.pay(second, 300_000).left == Rupiah(40_000)


def test_cash_never_goes_beyond_the_drawer_and_the_list_says_whom_it_reaches(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock, cash=100_000)
    few, many = _artisans(gallery, 2)
    gallery.sell((gallery.items[few], 1, 100_000, 0), method="qris")
    gallery.sell((gallery.items[many], 5, 100_000, 0), method="qris")
    day = Day(gallery)
    day.begin()
    assert [each.party for each in day.now().beyond] == [many]
    day.review()
    day.lock_all()
    with pytest.raises(DrawerTooLow):
        day.pay(many)
    day.pay(few)
    assert examine(store.path) == ()


def test_nothing_is_kept_ready_in_cash_for_who_is_absent_until_they_come_after_all(
    store: Store, clock: FixedClock
) -> None:
    use_language("en")
    gallery = a_gallery(store, clock, cash=500_000)
    away, here = _artisans(gallery, 2)
    gallery.sell((gallery.items[away], 4, 100_000, 0), method="qris")
    gallery.sell((gallery.items[here], 5, 100_000, 0), method="qris")
    day = Day(gallery)
    day.begin()
    day.review()
    day.lock_all()
    # The smaller is paid first, and then the drawer does not reach for the other.
    assert [each.party for each in day.now().beyond] == [here]

    day.absent(away)
    now = day.now()
    assert (now.cash_due, now.beyond) == (Rupiah(425_000), ())
    assert (now.cash_payouts, now.cash_suffices_for) == ((Rupiah(425_000),), 1)
    assert dict(now.notes.counts) == {100_000: 4, 20_000: 1, 5_000: 1}
    assert ([each.party for each in now.absent], now.absent_stays) == ([away], Rupiah(340_000))
    said = _text_of(day)
    assert "425.000" in said
    assert "1 absent, Rp 340.000 stays to be paid: Perajin 10" in said
    assert sum("340.000" in line for line in said.splitlines()) == 1, "no envelope of 340.000 is filled"

    # Who appears is paid without being marked first, in parts too; what is left of it is waited for.
    day.pay(away, 100_000)
    now = day.now()
    assert (now.cash_due, now.absent, now.absent_stays) == (Rupiah(425_000 + 240_000), (), ZERO)
    assert [each.party for each in now.beyond] == [here]
    day.pay(away)
    assert day.of(away).standing is RunStanding.PAID
    assert examine(store.path) == ()


def test_who_is_here_after_all_is_waited_for_again_and_a_transfer_reaches_who_did_not_come(gallery: Gallery) -> None:
    (cash,) = _artisans(gallery, 1)
    with gallery.store.writing() as session:
        session.get_one(Party, gallery.party).payout_method = PayoutMethod.TRANSFER
    for party in (cash, gallery.party):
        _sell(gallery, party)
    day = Day(gallery)
    day.begin()
    day.review()
    # Already before anybody is locked: the notes are fetched then.
    day.absent(cash)
    assert (day.now().cash_due, day.now().absent_stays) == (ZERO, Rupiah(85_000))
    day.lock_all()
    day.absent(gallery.party)

    assert [each.party for each in day.now().waiting_for(PayoutMethod.TRANSFER)] == [gallery.party]
    assert [each.party for each in day.now().absent] == [cash]
    day.absent(cash, absent=False)
    assert (day.now().cash_due, day.now().absent) == (Rupiah(85_000), ())


def _text_of(day: Day) -> str:
    """The envelope list as it can be read, lines as they are on it."""
    with day.store.reading() as session:
        paper = envelopes_paper(day.now(), letterhead(session), day.clock.zone)
    pages = PdfReader(BytesIO(render_paper(paper))).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


def test_a_voided_payout_is_payable_again_or_named_by_the_next_settlement(gallery: Gallery) -> None:
    use_language("en")
    party = gallery.party
    _sell(gallery, party, 2)
    first = gallery.lock(party)
    paid = gallery.pay(first)
    day = Day(gallery)
    voided = day.void(paid)
    with gallery.store.reading() as session:
        row = settlement_row(session, first.id)
        assert (row.paid, row.payable, voided.carried_into) == (ZERO, Rupiah(170_000), "")
    with pytest.raises(PayoutVoidedAlready, match=voided.code):
        day.void(paid)
    with pytest.raises(NotAPayout):
        day.void(replace(paid, id=first.id))
    again = gallery.pay(first)
    _sell(gallery, party)
    second = gallery.lock(party)
    late = day.void(again)
    assert late.carried_into == second.code
    gallery.pay(second)
    _sell(gallery, party)
    third = gallery.lock(party)
    with gallery.store.reading() as session:
        paper, old = statement_of(session, third.id), statement_of(session, first.id)
    assert third.to_pay == Rupiah(170_000 + 85_000)
    assert [(part.code, part.amount) for part in paper.brought] == [(late.code, Rupiah(170_000))]
    # The second settlement took over nothing: all that is left came back after it.
    assert (old.carried_into, old.left, old.left_later) == (second.code, Rupiah(170_000), Rupiah(170_000))
    assert left_rows(old) == (("Voided since, paid with a later settlement", Rupiah(170_000)),)
    assert examine(gallery.store.path) == ()


def hold(gallery: Gallery, party: PartyId, days: int) -> None:
    terms = RecordAgreement(
        id=AgreementId(new_id(gallery.clock)), by=gallery.by, party=party, valid_from=business_today(gallery.clock),
        scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(15), hold_days=days,
    )  # fmt: skip
    with gallery.store.writing() as session:
        record_agreement(session, terms, clock=gallery.clock)


def _another_day(gallery: Gallery, clock: FixedClock, later: int) -> None:
    with gallery.store.writing() as session:
        cash = balance_of(session, Account(AccountKind.DRAWER, device=gallery.by.device))
        close_till(session, CloseTill(id=gallery.document(), by=gallery.by, counted=cash), clock=clock)
        clock.advance(timedelta(days=later))
        open_till(session, OpenTill(id=gallery.document(), by=gallery.by, counted=cash, added=ZERO), clock=clock)


def test_what_customers_may_still_return_is_held_and_named_until_then(gallery: Gallery, clock: FixedClock) -> None:
    (one,) = _artisans(gallery, 1)
    hold(gallery, one, 7)
    item, _note = gallery.take(one, name="Kain baru")
    _sell(gallery, one)
    old = gallery.sell((item, 2, 100_000, 0))
    with gallery.store.reading() as session:
        owed = owed_to(session, one, business_today(clock))
        assert (owed.lines, owed.fresh, owed.held_lines, owed.held) == (0, ZERO, 2, Rupiah(255_000))
        assert owed.held_until == date(2026, 11, 29)
        assert {line.held_until for line in owed_lines(session, one, business_today(clock))} == {date(2026, 11, 29)}
    with pytest.raises(SentraError):
        gallery.lock(one)
    _another_day(gallery, clock, 3)
    gallery.refund(old)
    fresh = gallery.sell((item, 1, 100_000, 0))
    _another_day(gallery, clock, 4)

    locked = gallery.lock(one)

    # The sale of three pieces, less the one that came back; what was sold three days later waits on.
    assert locked.to_pay == Rupiah(170_000)
    with gallery.store.reading() as session:
        (line,) = (line for line in owed_lines(session, one, business_today(clock)))
        assert (line.document, line.held_until) == (fresh.id, date(2026, 12, 2))
    _another_day(gallery, clock, 3)
    assert gallery.lock(one).to_pay == Rupiah(170_000 + 85_000)
    assert examine(gallery.store.path) == ()


def test_files_for_the_bank_open_in_a_spreadsheet_and_hold_no_formula(gallery: Gallery) -> None:
    (one,) = _artisans(gallery, 1)
    _sell(gallery, one)
    with gallery.store.writing() as session:
        row = session.get_one(Party, one)
        row.payout_method, row.bank_account = PayoutMethod.TRANSFER, "=2+5"
    day = Day(gallery)
    day.begin()
    day.review()
    day.lock_all()
    with gallery.store.writing() as session:
        exported = export_transfers(session, ExportTransfers(by=gallery.by, run=day.run), clock=gallery.clock)
    text = transfers_csv(exported)
    assert text.startswith(b"\xef\xbb\xbf")
    assert b";'=2+5;85000;" in text
    sheet = openpyxl.load_workbook(BytesIO(transfers_xlsx(exported))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][2:4] == ["=2+5", 85_000]
    assert sheet["C2"].data_type == "s"


def test_what_arrives_late_enters_with_its_own_date_and_a_mark(gallery: Gallery, clock: FixedClock) -> None:
    party = gallery.party
    _sell(gallery, party)
    clock.advance(timedelta(days=1))
    gallery.pay(gallery.lock(party))
    # The till is still yesterday's: what it sells belongs to a day that was settled already.
    _sell(gallery, party, 2)
    with gallery.store.reading() as session:
        (line,) = owed_lines(session, party, business_today(clock))
    assert (line.business_date, line.late) == (date(2026, 11, 22), True)

    locked = gallery.lock(party)

    with gallery.store.reading() as session:
        (kept,) = (line for line in lines_of(session, locked.id) if line.kind is LineKind.SETTLED)
    assert kept.details["late"] is True
    assert kept.details["date"] == "2026-11-22"
    with gallery.store.reading() as session:
        statement = statement_of(session, locked.id)
    slip = statement_slip(statement, "Sentra", clock.zone)
    (said,) = (block.text for block in slip.blocks if isinstance(block, Text) and "Kain Kawung" in block.text)
    assert "masuk terlambat, terjual 22/11/26" in said
    _another_day(gallery, clock, 1)
    _sell(gallery, party)
    with gallery.store.reading() as session:
        (line,) = owed_lines(session, party, business_today(clock))
    assert not line.late
    assert examine(gallery.store.path) == ()
