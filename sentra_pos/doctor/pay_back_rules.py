"""Promises about what artisans pay back and what the shop lets go: for what is owed, and never more, or taken back."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule

_STOP = N_("Take nothing more from this artisan before somebody has looked at it; ask for help.")

# What came to each line's own account, and from where: a debt's line answers the debt, another one a balance. What is
# taken back goes the other way.
_GIVEN = """
    SELECT coalesce(sum(iif(account.id = credit_account_id, move.amount, -move.amount)), 0)
    FROM money_move AS move JOIN account ON account.id IN (credit_account_id, debit_account_id)
    WHERE move.document_id = line.document_id AND move.line_no = line.line_no AND account.party_id = line.party_id
    AND account.kind = iif(line.refers_document_id IS NULL, 'payable', 'advance')
    """
_PAID = """
    SELECT coalesce(sum(iif(account.id = debit_account_id, move.amount, -move.amount)), 0)
    FROM money_move AS move JOIN account ON account.id IN (credit_account_id, debit_account_id)
    WHERE move.document_id = line.document_id AND move.line_no = line.line_no AND account.kind =
    CASE line.kind WHEN 'forgiven' THEN 'loss_expense' ELSE iif(line.method = 'cash', 'drawer', 'bank') END
    """
# What the shop owed each of them after each document, settled or not, of those who ever paid a balance back.
_STANDS = """
    SELECT document.id AS document, document.kind, reverses_id, party, sum(sum(owed)) OVER (PARTITION BY party
    ORDER BY document.received_seq) AS stands FROM (SELECT party_id AS party, document_id, amount AS owed
    FROM account CROSS JOIN money_move ON credit_account_id = account.id
    WHERE account.kind IN ('accrued', 'payable') AND party_id IN ({who})
    UNION ALL SELECT party_id, document_id, -amount
    FROM account CROSS JOIN money_move ON debit_account_id = account.id
    WHERE account.kind IN ('accrued', 'payable') AND party_id IN ({who})) CROSS JOIN document
    ON document.id = document_id
    GROUP BY party, document.id
    """
_WHO = """
    SELECT line.party_id FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
    WHERE document.kind = 'pay_back' AND refers_document_id IS NULL
    """

PAY_BACKS = (
    Rule(
        code="pay_back.money",
        sql=f"""
            SELECT line.document_id AS document, line.line_no, line.amount, ({_GIVEN}) AS given, ({_PAID}) AS paid
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'pay_back' AND (line.kind NOT IN ('paid_back', 'forgiven')
            OR line.amount <> given OR line.amount <> paid)
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} says {amount}, but {paid} was given and {given} came off what is owed."),
        remedy=_STOP,
    ),
    Rule(
        code="pay_back.too_much",
        sql="SELECT document, party, stands FROM ("
        + _STANDS.format(who=_WHO)
        # What takes one back takes nothing, and what was earned meanwhile stands after it.
        + ") AS ran WHERE ran.kind = 'pay_back' AND reverses_id IS NULL AND stands > 0",
        row="document {document}: {party}",
        sentence=N_("{paper} takes more from an artisan than stood below zero: the shop owed {stands} after it."),
        remedy=_STOP,
    ),
    Rule(
        code="pay_back.settled",
        sql="""
            SELECT undone.id AS document, settlement.id AS other_document FROM document AS undone
            JOIN document AS wrong ON wrong.id = undone.reverses_id
            JOIN document_line AS line ON line.document_id = undone.id AND line.refers_document_id IS NULL
            JOIN document_line AS said ON said.party_id = line.party_id AND said.kind = 'balance'
            JOIN document AS settlement ON settlement.id = said.document_id AND settlement.kind = 'settlement'
            AND settlement.received_seq BETWEEN wrong.received_seq AND undone.received_seq
            WHERE undone.kind = 'pay_back'
            """,
        row="document {document}: {other_document}",
        sentence=N_("{paper} takes back of a balance what {other} had counted with already."),
        remedy=_STOP,
    ),
)
