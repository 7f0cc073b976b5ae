"""Promises about money that comes through other hands: what was checked was paid, and the bank brings it once."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_CLEAR_UP = N_("Compare with the bank's own list which of the receipts is right; ask for help.")

PAYMENTS = (
    Rule(
        code="payment.twice",
        sql="""
            SELECT max(line.document_id) AS document, refers_document_id AS paid, refers_line_no AS line_no,
            count(*) AS times
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'bank_receipt' AND line.kind = 'checked'
            GROUP BY refers_document_id, refers_line_no
            HAVING count(*) > 1
            """,
        row="document {document}: {paid}/{line_no}",
        sentence=N_("{paper} matches a payment that the bank brought before ({times} times)."),
        remedy=_CLEAR_UP,
    ),
    Rule(
        code="payment.stranger",
        sql="""
            SELECT line.document_id AS document, line.line_no
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN document_line AS tender ON tender.document_id = line.refers_document_id
            AND tender.line_no = line.refers_line_no
            WHERE document.kind IN ('payment_check', 'bank_receipt') AND line.kind = 'checked'
            AND (tender.kind IS NOT 'tender' OR tender.method IS NOT line.method
            OR json_type(line.details, '$.arrived') IS NULL
            OR document.kind = 'payment_check' AND tender.amount <> line.amount)
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} says something of a payment that was never made so."),
        remedy=RESTORE,
    ),
    Rule(
        code="payment.line",
        sql="""
            SELECT line.document_id AS document, line.line_no, line.amount,
            coalesce((SELECT sum(iif(credit.kind = 'in_transit', move.amount, -move.amount))
            FROM money_move AS move JOIN account AS credit ON credit.id = credit_account_id
            JOIN account AS debit ON debit.id = debit_account_id
            WHERE move.document_id = line.document_id AND move.line_no = line.line_no
            AND 'in_transit' IN (credit.kind, debit.kind)
            AND iif(credit.kind = 'in_transit', credit.method, debit.method) = line.method), 0) AS moved
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'bank_receipt' AND line.kind = 'checked' AND line.amount <> moved
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} says {amount} arrived, but {moved} left what was on its way."),
        remedy=RESTORE,
    ),
    Rule(
        code="payment.sum",
        sql="""
            SELECT document.id AS document, sum(iif(line.kind = 'checked', line.amount, 0)) AS expected,
            sum(iif(line.kind = 'received', line.amount, 0)) AS received,
            sum(iif(line.kind = 'payment_cost', line.amount, 0)) AS kept
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'bank_receipt'
            GROUP BY document.id
            HAVING expected <> received + kept
            """,
        row="document {document}",
        sentence=N_("{paper} matches payments of {expected}, but {received} came and {kept} were kept."),
        remedy=RESTORE,
    ),
)
