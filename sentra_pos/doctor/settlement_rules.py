"""Promises to the artisans and of the till: what is owed, settled, paid, and what the drawer must hold."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_STOP = N_("Pay nothing more to this artisan before somebody has looked at it; ask for help.")

# What stood on each party's account after each document, as the shop's debt.
_RUNNING = """
    SELECT document.id AS document, document.kind, party, sum(sum(owed)) OVER (PARTITION BY party
    ORDER BY document.received_seq) AS stands FROM (SELECT party_id AS party, document_id, amount AS owed
    FROM account CROSS JOIN money_move ON credit_account_id = account.id
    WHERE account.kind = '{kind}' AND party_id IN ({parties})
    UNION ALL SELECT party_id, document_id, -amount
    FROM account CROSS JOIN money_move ON debit_account_id = account.id
    WHERE account.kind = '{kind}' AND party_id IN ({parties})) CROSS JOIN document
    ON document.id = document_id
    GROUP BY party, document.id
    """

SETTLEMENTS = (
    Rule(
        code="settlement.twice",
        sql="""
            SELECT max(line.document_id) AS document, refers_document_id AS sale, refers_line_no AS line_no,
            count(*) AS times
            FROM document JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'settlement' AND line.kind = 'settled' AND refers_document_id IS NOT NULL
            GROUP BY refers_document_id, refers_line_no, line.party_id, line.lot_id
            HAVING count(*) > 1
            """,
        row="document {document}: {sale}/{line_no}",
        sentence=N_("{paper} settles a line that was settled before ({times} times)."),
        remedy=_STOP,
    ),
    Rule(
        code="settlement.sum",
        sql="""
            SELECT document.id AS document, settled, -coalesce(accrued, 0) AS moved
            FROM document JOIN d_total ON d_total.document_id = document.id
            WHERE document.kind = 'settlement' AND settled <> moved
            """,
        row="document {document}",
        sentence=N_("The lines of {paper} come to {settled}, but {moved} were settled."),
        remedy=_STOP,
    ),
    Rule(
        code="settlement.sum",
        sql="""
            SELECT document.id AS document, settled + deducted AS settled, payable AS moved
            FROM document JOIN d_total ON d_total.document_id = document.id
            WHERE document.kind = 'settlement' AND settled + deducted <> coalesce(payable, 0)
            """,
        row="document {document}",
        sentence=N_("The lines of {paper} come to {settled}, but {moved} became payable."),
        remedy=_STOP,
    ),
    Rule(
        code="settlement.line",
        sql="""
            SELECT line.document_id AS document, line.line_no, line.amount,
            coalesce((SELECT sum(iif(debit_account_id = account.id, -move.amount, move.amount))
            FROM money_move AS move
            WHERE move.document_id = line.refers_document_id AND move.line_no = line.refers_line_no
            AND account.id IN (debit_account_id, credit_account_id)), 0) AS earned FROM document CROSS
            JOIN document_line AS line ON line.document_id = document.id LEFT JOIN account
            ON account.party_id = line.party_id AND account.kind = 'accrued'
            WHERE document.kind = 'settlement' AND line.kind = 'settled' AND line.amount <> earned
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} settles {amount}, but the line it names earned {earned}."),
        remedy=_STOP,
    ),
    Rule(
        code="settlement.leftover",
        sql="SELECT document, party, stands FROM ("
        + _RUNNING.format(kind="accrued", parties="SELECT party_id FROM document_line WHERE kind = 'settled'")
        + ") WHERE kind = 'settlement' AND stands <> 0",
        row="document {document}: {party}",
        sentence=N_("{paper} should settle all that was accrued, but {stands} were left."),
        remedy=_STOP,
    ),
    Rule(
        code="payout.too_much",
        sql="SELECT document, party, stands FROM ("
        + _RUNNING.format(kind="payable", parties="SELECT id FROM party")
        + ") WHERE kind = 'payout' AND stands < 0",
        row="document {document}: {party}",
        sentence=N_("{paper} pays more than was payable: {stands} are left."),
        remedy=_STOP,
    ),
)

TILLS = (
    Rule(
        code="till.two_open",
        sql="""
            SELECT device_id AS device, count(*) AS open
            FROM document AS opening
            WHERE kind = 'till_opening' AND NOT EXISTS (SELECT 1 FROM document AS closing
            WHERE closing.shift_id = opening.id AND closing.kind = 'till_closing') GROUP BY device_id
            HAVING count(*) > 1
            """,
        row="device {device}",
        sentence=N_("{open} shifts are open on one till."),
        remedy=N_("Close the till until no shift is open, then open it again."),
        quick=True,
    ),
    Rule(
        code="till.closed_twice",
        sql="""
            SELECT shift_id AS document, count(*) AS times
            FROM document
            WHERE kind = 'till_closing'
            GROUP BY shift_id
            HAVING count(*) > 1
            """,
        row="document {document}",
        sentence=N_("The shift of {paper} was closed {times} times."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.drawer",
        sql="""
            WITH cash AS (SELECT document.id, document.kind, -coalesce(drawer, 0) AS came, sum(-coalesce(drawer, 0))
            OVER (PARTITION BY device_id ORDER BY received_seq) AS holds
            FROM document LEFT JOIN d_total ON d_total.document_id = document.id)
            SELECT cash.id AS document, line.amount - coalesce(json_extract(line.details, '$.to_safe'),
            0) AS stays, holds, json_extract(line.details, '$.expected') AS expected
            FROM cash JOIN document_line AS line ON line.document_id = cash.id AND line.kind = 'counted_cash'
            WHERE cash.kind IN ('till_opening', 'till_closing') AND (stays <> holds OR expected <> holds - came)
            """,
        row="document {document}",
        sentence=N_("After {paper} the drawer should hold {stays}, but the book says {holds}."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.totals",
        sql="""
            SELECT closing.id AS document, json_extract(details, '$.sold') - json_extract(details,
            '$.refunded') AS said, (SELECT coalesce(sum(iif(document.kind = 'sale', 1, -1) * sold), 0)
            FROM document JOIN d_total ON d_total.document_id = document.id
            WHERE document.shift_id = closing.shift_id AND document.kind IN ('sale', 'refund')) AS found
            FROM document AS closing JOIN document_line AS line ON line.document_id = closing.id
            WHERE closing.kind = 'till_closing' AND line.kind = 'counted_cash' AND said <> found
            """,
        row="document {document}",
        sentence=N_("{paper} says {said} were sold in its shift, its receipts come to {found}."),
        remedy=RESTORE,
    ),
)
