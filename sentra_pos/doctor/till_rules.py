"""Promises of the till: one shift at a time, and every figure of a closing is what the shift's documents come to."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_TRADE = "'sale', 'refund', 'exchange', 'void', 'foreign_return'"
_TAKING = _TRADE + ", 'payment_change', 'customer_payment'"
#: Each closing beside the line that carries its figures.
_CLOSINGS = """
    FROM document AS closing JOIN document_line AS line ON line.document_id = closing.id AND line.kind = 'counted_cash'
    WHERE closing.kind = 'till_closing'
    """
# Tenders are positive for what comes in, but for a return and a void, where they are what goes out.
_METHODS = f"""
    WITH closings AS (SELECT closing.id AS document, closing.shift_id, line.details {_CLOSINGS}),
    said AS (SELECT shift_id, each.key AS method, json_extract(each.value, '$[1]') AS said
    FROM closings, json_each(details, '$.by_method') AS each),
    took AS (SELECT document.shift_id, line.method,
    sum(iif(document.kind IN ('refund', 'void', 'foreign_return'), -amount, amount)) AS took
    FROM closings CROSS JOIN document ON document.shift_id = closings.shift_id CROSS JOIN document_line AS line
    ON line.document_id = document.id
    WHERE document.kind IN ({_TAKING}) AND line.kind = 'tender'
    GROUP BY 1, 2)
    SELECT document, method, coalesce(said, 0) AS said, coalesce(took, 0) AS found
    FROM said FULL JOIN took USING (shift_id, method) JOIN closings USING (shift_id)
    WHERE said IS NOT took
    """
_NUMBERS = f"""
    WITH closings AS (SELECT closing.id AS document, closing.shift_id, line.details {_CLOSINGS}),
    said AS (SELECT shift_id, json_extract(each.value, '$[0]') AS kind, json_extract(each.value, '$[1]') AS epoch,
    json_extract(each.value, '$[2]') || ' … ' || json_extract(each.value, '$[3]') AS said,
    json_extract(each.value, '$[4]') AS papers FROM closings, json_each(details, '$.numbers') AS each),
    found AS (SELECT document.shift_id, kind, epoch, min(number) || ' … ' || max(number) AS found, count(*) AS counted
    FROM closings CROSS JOIN document ON document.shift_id = closings.shift_id
    WHERE kind NOT IN ('till_opening', 'till_closing', 'recount')
    GROUP BY 1, 2, 3)
    SELECT document, kind, coalesce(said, '–') AS said, coalesce(found, '–') AS found
    FROM said FULL JOIN found USING (shift_id, kind, epoch) JOIN closings USING (shift_id)
    WHERE said IS NOT found OR papers IS NOT counted
    """
# Where each movement's money must have gone, and from where.
_MOVEMENTS = """
    WITH ways (movement, debit, credit) AS (VALUES ('paid_in', 'drawer', 'other_income'),
    ('paid_in', 'drawer', 'capital'), ('paid_out', 'expense', 'drawer'), ('to_safe', 'safe', 'drawer'),
    ('from_safe', 'drawer', 'safe'), ('drawer_to_bank', 'bank', 'drawer'), ('safe_to_bank', 'bank', 'safe'))
    SELECT document.id AS document, line.amount FROM document LEFT JOIN document_line AS line
    ON line.document_id = document.id
    WHERE document.kind = 'cash_movement' AND NOT EXISTS (SELECT 1 FROM ways JOIN money_move AS came
    ON came.document_id = document.id JOIN account AS debit ON debit.id = came.debit_account_id
    AND debit.kind = ways.debit JOIN money_move AS went ON went.document_id = document.id
    JOIN account AS credit ON credit.id = went.credit_account_id AND credit.kind = ways.credit
    WHERE ways.movement = json_extract(line.details, '$.movement') AND line.kind = 'cash_moved'
    AND came.amount = line.amount AND went.amount = line.amount
    AND (debit.method IS NULL OR debit.method IS json_extract(line.details, '$.category'))
    AND (credit.method IS NULL OR credit.method IS json_extract(line.details, '$.category')))
    """
# A recount changes the drawer by what it differs from the count before it: the closing's, or an earlier recount's.
_RECOUNTS = """
    WITH counts AS (SELECT document.id, document.kind, received_seq, amount, details, coalesce(refers_document_id,
    document.id) AS closing FROM document JOIN document_line AS line ON line.document_id = document.id
    WHERE document.kind IN ('till_closing', 'recount') AND line.kind = 'counted_cash'),
    changes AS (SELECT counts.*, amount - lag(amount) OVER (PARTITION BY closing ORDER BY received_seq) AS change,
    amount - json_extract(first_value(details) OVER (PARTITION BY closing ORDER BY received_seq),
    '$.expected') AS difference FROM counts)
    SELECT changes.id AS document, coalesce(change, 0) AS change, -coalesce(drawer, 0) AS moved
    FROM changes LEFT JOIN d_total ON d_total.document_id = changes.id
    WHERE kind = 'recount' AND (change IS NOT -coalesce(drawer, 0)
    OR json_extract(details, '$.before') IS NOT amount - change
    OR json_extract(details, '$.difference') IS NOT difference
    OR json_extract(details, '$.old_difference') IS NOT difference - change)
    """

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
            FROM document LEFT JOIN d_total ON d_total.document_id = document.id
            AND document.kind <> 'exhibition_return')
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
        sql=f"""
            SELECT closing.id AS document, json_extract(details, '$.sold') - json_extract(details, '$.refunded')
            - json_extract(details, '$.voided') AS said, (SELECT coalesce(sum(net), 0)
            FROM document JOIN d_total ON d_total.document_id = document.id
            WHERE document.shift_id = closing.shift_id AND document.kind IN ({_TRADE})) AS found
            {_CLOSINGS} AND said IS NOT found
            """,
        row="document {document}",
        sentence=N_("{paper} says {said} were sold in its shift, its receipts come to {found}."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.rounding",
        sql=f"""
            SELECT closing.id AS document, json_extract(details, '$.rounding') AS said,
            (SELECT coalesce(sum(rounding), 0) FROM document JOIN d_total ON d_total.document_id = document.id
            WHERE document.shift_id = closing.shift_id) AS found
            {_CLOSINGS} AND said IS NOT found
            """,
        row="document {document}",
        sentence=N_("{paper} says {said} were rounded in its shift, its receipts come to {found}."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.methods",
        sql=_METHODS,
        row="document {document}",
        sentence=N_("{paper} says {said} were taken by {method}, its receipts come to {found}."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.counted_method",
        sql="""
            SELECT slip.document_id AS document, slip.method, json_extract(slip.details, '$.expected') AS said,
            coalesce(json_extract(cash.details, '$.by_method."' || slip.method || '"[1]'), 0) AS found
            FROM document_line AS slip JOIN document_line AS cash ON cash.document_id = slip.document_id
            AND cash.kind = 'counted_cash'
            WHERE slip.kind = 'counted_method' AND said IS NOT found
            """,
        row="document {document}",
        sentence=N_("{paper} expected {said} by {method}, but its shift took {found}."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.denominations",
        sql="""
            SELECT document_id AS document, amount, (SELECT coalesce(sum(CAST(key AS INTEGER) * value), 0)
            FROM json_each(details, '$.denominations')) AS summed
            FROM document_line
            WHERE kind = 'counted_cash' AND json_type(details, '$.denominations') IS NOT NULL AND amount <> summed
            """,
        row="document {document}",
        sentence=N_("{paper} counted {amount}, but its notes and coins come to {summed}."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.grand_total",
        sql=f"""
            WITH running AS (SELECT document.id, sum(iif(kind IN ({_TRADE}), coalesce(net, 0), 0)) OVER (
            PARTITION BY device_id ORDER BY received_seq) AS stands
            FROM document LEFT JOIN d_total ON d_total.document_id = document.id)
            SELECT closing.id AS document, json_extract(details, '$.grand_total') AS said, (SELECT stands FROM running
            WHERE running.id = closing.id) AS found
            {_CLOSINGS} AND said IS NOT found
            """,
        row="document {document}",
        sentence=N_("{paper} says that its till sold {said} in all, its receipts come to {found}."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.numbers",
        sql=_NUMBERS,
        row="document {document}",
        sentence=N_("{paper} says that the numbers of {kind} in its shift are {said}, but they are {found}."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.movement",
        sql=_MOVEMENTS,
        row="document {document}",
        sentence=N_("{paper} does not move {amount} in the way that it says."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.recount",
        sql=_RECOUNTS,
        row="document {document}",
        sentence=N_("{paper} changes the count by {change}, but moved {moved}, or names another count before it."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.no_shift",
        sql="""
            SELECT document.id AS document
            FROM document JOIN d_total ON d_total.document_id = document.id
            WHERE drawer <> 0 AND shift_id IS NULL
            AND kind NOT IN ('opening_balances', 'exhibition_arrival', 'exhibition_return', 'stand_ended')
            """,
        row="document {document}",
        sentence=N_("{paper} moves cash of a drawer outside of any shift."),
        remedy=RESTORE,
    ),
    Rule(
        code="till.late",
        sql=f"""
            SELECT document.id AS document
            FROM document AS closing CROSS JOIN document ON document.shift_id = closing.shift_id
            WHERE closing.kind = 'till_closing' AND document.received_seq > closing.received_seq
            AND document.kind IN ({_TAKING}, 'cash_movement', 'payout', 'advance', 'savings', 'payout_void',
            'pay_back')
            """,
        row="document {document}",
        sentence=N_("{paper} belongs to a shift that was closed before it."),
        remedy=RESTORE,
    ),
)
