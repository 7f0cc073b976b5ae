"""Promises to the artisans: what is owed, settled and paid."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule

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
        # But for what it says that the agreement still holds back.
        sql="SELECT document, party, stands FROM ("
        + _RUNNING.format(kind="accrued", parties="SELECT party_id FROM document_line WHERE kind = 'settled'")
        + ") AS ran JOIN document_line AS line ON line.document_id = ran.document AND line.kind = 'balance'"
        " AND line.party_id = ran.party WHERE ran.kind = 'settlement'"
        " AND stands <> coalesce(json_extract(line.details, '$.held'), 0)",
        row="document {document}: {party}",
        sentence=N_("{paper} should settle all that was accrued, but {stands} were left."),
        remedy=_STOP,
    ),
    Rule(
        code="settlement.terms",
        # What the paper prints as agreed: nobody else's terms, and none that had yet to begin.
        sql="""
            SELECT document.id AS document
            FROM document JOIN document_line AS line ON line.document_id = document.id AND line.kind = 'balance'
            WHERE document.kind = 'settlement' AND json_extract(line.details, '$.agreement') IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM agreement
            WHERE agreement.id = unhex(replace(json_extract(line.details, '$.agreement'), '-', ''))
            AND agreement.party_id = line.party_id AND agreement.valid_from <= document.business_date)
            """,
        row="document {document}",
        sentence=N_("{paper} names terms that were not this artisan's on that day."),
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
