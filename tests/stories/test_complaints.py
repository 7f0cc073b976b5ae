"""What users of other tills complained about most, and which test keeps each from happening here.

A complaint has the tests that would fail if it came true, or the reason why it cannot arise. The table itself is
tested: a test that was renamed or taken away is missed here.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

_TESTS = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class _Complaint:
    """One complaint: its number, its words, the tests (file::name under ``tests``), and what else is to be said."""

    number: int
    words: str
    tests: tuple[str, ...] = ()
    because: str = ""


_COMPLAINTS = (
    _Complaint(
        1,
        "A paid order lives in memory for a moment and is lost on a crash or a reload.",
        (
            "faults/test_kill.py::nothing_a_till_does_is_lost_or_doubled_by_a_kill",
            "faults/test_power_cut.py::nothing_acknowledged_is_lost_when_the_power_goes",
            "ui/sell/test_screen.py::the_change_stays_until_the_next_customer_and_a_scan_begins_him",
        ),
    ),
    _Complaint(
        2,
        "Orders that are not synchronised are not shown, and go when data is loaded anew.",
        because="A till sells into its own store and nothing is sent anywhere afterwards: there is no outbox to lose.",
    ),
    _Complaint(
        3,
        "Receipts were printed that the book never saw.",
        (
            "printing/test_worker.py::a_sale_that_is_rolled_back_prints_nothing",
            "doctor/test_planted_faults.py::a_planted_fault_is_found_by_its_name",
        ),
    ),
    _Complaint(
        4,
        "Two presses, two invoices, stock taken twice.",
        (
            "sales/test_complete_sale.py::two_threads_posting_one_id_ring_it_up_once",
            "ui/sell/test_screen.py::fifty_presses_of_pay_ring_up_once",
            "sales/test_complete_sale.py::the_same_id_with_another_cart_is_refused_by_the_number_that_stands",
        ),
    ),
    _Complaint(
        5,
        "The shift cannot be closed, or a sale of its last minute is missed.",
        (
            "tills/test_tills.py::a_closing_can_always_be_done_and_only_once",
            "tills/test_count_and_close.py::unprinted_papers_are_named_and_stop_nothing",
        ),
    ),
    _Complaint(
        6,
        "The cash that is expected forgets the change that was given.",
        ("tills/test_tills.py::what_is_expected_is_what_was_received_less_the_change",),
    ),
    _Complaint(
        7,
        "The register closes only when the count equals the system, and the difference is lost.",
        (
            "tills/test_count_and_close.py::a_difference_wants_a_reason",
            "tills/test_tills.py::after_every_closing_the_drawer_is_what_was_left_in_it",
        ),
    ),
    _Complaint(
        8,
        "A difference at the opening is hidden, or the next day begins from the wrong sum.",
        ("tills/test_tills.py::money_missing_overnight_is_the_openings_own_difference",),
    ),
    _Complaint(
        9,
        "After midnight sales fall on another day than their shift.",
        ("tills/test_tills.py::a_shift_keeps_its_business_date_after_midnight",),
    ),
    _Complaint(
        10,
        "More is returned than was sold, or the same receipt twice.",
        (
            "sales/test_refund_sale.py::more_than_was_sold_does_not_come_back",
            "sales/test_everything_comes_back.py::all_lines_returned_in_any_parts_leave_every_account_where_it_was",
        ),
    ),
    _Complaint(
        11,
        "Cash was given back for a sale that was never paid; then every return was refused.",
        (
            "sales/test_take_back_refusals.py::cash_that_never_came_does_not_go_out",
            "sales/test_refund_sale.py::a_whole_sale_taken_back_leaves_nothing_behind",
        ),
    ),
    _Complaint(
        12,
        "An exchange needs three documents.",
        ("stories/test_returns_and_exchanges.py::a_shirt_too_small_is_changed_for_a_larger_one_and_nothing_is_paid",),
    ),
    _Complaint(
        13,
        "With twenty thousand items the till takes minutes to show them.",
        ("catalogue/test_search.py::no_search_reads_the_whole_catalogue",),
        because="How fast, at 100,000 items, is measured by tests/benchmarks, never by a timed test.",
    ),
    _Complaint(
        14,
        "A scan goes into the wrong field, or waits for a click.",
        (
            "ui/sell/test_screen.py::a_scan_never_leaks_into_the_search_nor_the_amount",
            "ui/kit/test_scan.py::a_sheet_hears_and_the_screen_behind_does_not",
            "ui/kit/test_scan.py::a_scan_is_heard_once_and_leaves_the_field_as_it_was",
        ),
    ),
    _Complaint(
        15,
        "Printing goes through a dialog, to the wrong printer, and its settings are lost at night.",
        (
            "printing/test_worker.py::a_receipt_is_sent_once_and_the_light_is_ready",
            "printing/test_set_up_printer.py::other_settings_keep_the_printer",
        ),
    ),
    _Complaint(
        16,
        "The drawer opens two times in ten, or with a blank slip.",
        (
            "printing/test_worker.py::the_drawer_opens_before_the_paper",
            "printing/test_escpos_bytes.py::the_drawers_job_is_its_pulse_alone",
        ),
    ),
    _Complaint(
        17,
        "Receipts are tiny or cut off.",
        (
            "printing/test_layout.py::no_line_of_a_receipt_is_wider_than_the_paper",
            "tills/test_till_papers.py::no_slip_is_wider_than_its_paper",
        ),
    ),
    _Complaint(
        18,
        "What was typed as 1.500 is taken for one and a half.",
        (
            "core/test_amounts.py::english_grouping_is_never_taken_for_something_else",
            "core/test_amounts.py::what_is_written_is_read_back",
        ),
    ),
    _Complaint(
        19,
        "Rounding leaves a rest to be paid, or gives wrong change.",
        ("sales/test_everything_comes_back.py::all_lines_returned_in_any_parts_leave_every_account_where_it_was",),
        because="Money is whole rupiah; rounding is a line of its own, off until the shop turns it on.",
    ),
    _Complaint(
        20,
        "Stock below zero is always refused, or never noticed.",
        (
            "sales/test_complete_sale.py::an_empty_shelf_asks_first_and_sells_when_confirmed",
            "sales/test_complete_sale.py::a_unique_piece_is_sold_once",
        ),
    ),
    _Complaint(
        21,
        "A stock count is wrong because selling went on.",
        because="There is no count yet; it comes with consignment, and nets the moves since its snapshot.",
    ),
    _Complaint(
        22,
        "Stock on the road is sold twice.",
        because="Goods leave a place only by a document of its custodian, and no act puts any on the road yet.",
    ),
    _Complaint(
        23,
        "Consigned stock has no owner at the till, and the owner is not credited.",
        (
            "stories/test_the_main_job.py::two_artisans_two_ways_of_paying_and_every_rupiah_has_an_owner",
            "stories/test_the_main_job.py::the_artisan_is_settled_and_paid_and_the_paper_adds_up",
        ),
    ),
    _Complaint(
        24,
        "A cashier deletes a finished sale or sells below the price, and nobody knows who approved it.",
        (
            "people/test_approve.py::the_log_says_who_approved_what_for_whom",
            "people/test_approve.py::nobody_approves_what_they_do_themselves",
            "people/test_roles.py::an_act_is_refused_exactly_where_the_role_lacks_its_permission",
            "db/test_engine.py::posted_rows_refuse_to_change",
        ),
    ),
    _Complaint(
        25,
        "The backup could not be restored, or was empty.",
        (
            "db/test_backup.py::a_backup_holds_what_was_posted_and_nothing_after",
            "db/test_backup.py::a_copy_that_the_doctor_does_not_like_is_not_kept",
            "db/test_backup.py::a_restored_shop_numbers_in_a_new_epoch",
        ),
    ),
)


@cache
def _names(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_complaint_is_here_once() -> None:
    assert [complaint.number for complaint in _COMPLAINTS] == list(range(1, 26))


@pytest.mark.parametrize("complaint", _COMPLAINTS, ids=lambda complaint: str(complaint.number))
def test_a_complaint_has_its_tests_or_its_reason(complaint: _Complaint) -> None:
    assert complaint.tests or complaint.because
    for named in complaint.tests:
        file, name = named.split("::")
        assert f"test_{name}" in _names(_TESTS / file), f"{named}, for complaint {complaint.number}"
