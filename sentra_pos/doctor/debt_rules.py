"""Promises about what artisans had ahead, what they save, and what a settlement takes off or holds back."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule

_STOP = N_("Take nothing off and pay nothing to this artisan before somebody has looked at it; ask for help.")

# Every debt: an advance's line, or an opening balance's that is about an advance.
_DEBTS = """
    SELECT line.document_id, line.line_no, line.party_id, line.amount, received_seq
    FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
    WHERE (document.kind = 'advance' AND line.kind = 'lent') OR (document.kind = 'opening_balances'
    AND line.kind = 'balance' AND json_extract(line.details, '$.account') = 'advance')
    """
# What settlements took off, in the order of their papers; a rank of nothing is no known kind.
_TAKEN = """
    SELECT line.document_id, line.line_no, line.party_id, -line.amount AS amount, refers_document_id AS debt,
    refers_line_no AS debt_line, json_extract(line.details, '$.what') AS what,
    CASE json_extract(line.details, '$.what') WHEN 'materials' THEN 1 WHEN 'advance' THEN 2 WHEN 'savings' THEN 3 END
    AS rank FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
    WHERE document.kind = 'settlement' AND line.kind = 'deduction'
    """
# All that debts got smaller by: taken off by settlements, paid back by the artisan, let go by the shop; less what
# of that was taken back.
_CAME_BACK = f"""
    SELECT document_id, line_no, party_id, amount, debt, debt_line, rank, 1 AS sign FROM ({_TAKEN}) UNION ALL
    SELECT line.document_id, line.line_no, line.party_id, line.amount, refers_document_id, refers_line_no,
    CASE json_extract(line.details, '$.what') WHEN 'materials' THEN 1 WHEN 'advance' THEN 2 WHEN 'balance' THEN 3 END,
    iif(document.reverses_id IS NULL, 1, -1)
    FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
    WHERE document.kind = 'pay_back'
    """
# All that savings grew by, as the papers say it: from before, taken off by settlements; below zero what was paid back,
# of a paper of savings that says what the shop gave out.
_SAVED = """
    SELECT line.party_id, iif(document.kind = 'opening_balances', line.amount, -line.amount) AS amount
    FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
    WHERE (document.kind = 'opening_balances' AND json_extract(line.details, '$.account') = 'savings')
    OR (document.kind = 'settlement' AND line.kind = 'deduction' AND json_extract(line.details, '$.what') = 'savings')
    OR document.kind = 'savings'
    """
# A sale's lots and the longest of their holds, per artisan; what came back of it is held with it.
_HOLDS = """
    SELECT part.document_id AS sale, lot.owner_id AS party, date(sale.business_date, '+' || max(hold_days) || ' days')
    AS until FROM document AS sale CROSS JOIN line_allocation AS part ON part.document_id = sale.id
    JOIN document_line AS sold ON sold.document_id = part.document_id AND sold.line_no = part.line_no
    JOIN lot ON lot.id = part.lot_id JOIN agreement ON agreement.id = lot.agreement_id
    WHERE sale.kind IN ('sale', 'exchange') AND sold.refers_document_id IS NULL AND hold_days > 0
    GROUP BY part.document_id, lot.owner_id, sale.business_date
    """

DEBTS = (
    Rule(
        code="debt.too_much",
        sql=f"""
            WITH debts AS ({_DEBTS}), taken AS ({_CAME_BACK})
            SELECT debts.document_id AS document, debts.amount AS lent, sum(taken.amount) AS recovered
            FROM debts JOIN taken ON debt = debts.document_id AND debt_line = debts.line_no
            GROUP BY debts.document_id, debts.line_no HAVING sum(taken.amount) > debts.amount
            """,
        row="document {document}",
        sentence=N_("Of {paper}, over {lent}, {recovered} came back."),
        remedy=_STOP,
    ),
    Rule(
        code="debt.stranger",
        sql=f"""
            WITH debts AS ({_DEBTS}), taken AS ({_CAME_BACK})
            SELECT taken.document_id AS document, taken.line_no
            FROM taken LEFT JOIN debts ON debt = debts.document_id AND debt_line = debts.line_no
            AND debts.party_id = taken.party_id
            WHERE rank IS NULL OR (rank < 3) <> (debts.document_id IS NOT NULL) OR taken.amount * sign <= 0
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} takes something off for no debt of this artisan."),
        remedy=_STOP,
    ),
    Rule(
        code="debt.balance",
        sql=f"""
            WITH debts AS ({_DEBTS}), taken AS ({_CAME_BACK})
            SELECT account.party_id AS party, balance, (SELECT coalesce(sum(amount), 0) FROM debts
            WHERE debts.party_id = account.party_id) - (SELECT coalesce(sum(amount), 0) FROM taken
            WHERE taken.party_id = account.party_id AND rank < 3) AS open
            FROM account JOIN d_balance ON d_balance.account_id = account.id
            WHERE account.kind = 'advance' AND balance <> open
            """,
        row="account of {party}",
        sentence=N_("An artisan's advances come to {open}, but the account says {balance}."),
        remedy=_STOP,
    ),
    Rule(
        code="debt.taken_back",
        sql="""
            SELECT undone.id AS document FROM document AS undone LEFT JOIN document AS wrong
            ON wrong.id = undone.reverses_id AND wrong.kind = undone.kind AND wrong.reverses_id IS NULL
            WHERE undone.kind IN ('advance', 'charge', 'savings', 'pay_back') AND (iif(undone.reverses_id IS NULL,
            EXISTS (SELECT 1 FROM document_line AS line WHERE line.document_id = undone.id
            AND iif(undone.kind = 'savings', amount = 0, amount < 0)),
            wrong.id IS NULL OR (SELECT count(*) FROM document AS other WHERE other.kind = wrong.kind
            AND other.reverses_id = wrong.id) > 1
            OR (SELECT count(*) FROM document_line AS line WHERE line.document_id = undone.id)
            <> (SELECT count(*) FROM document_line AS line WHERE line.document_id = wrong.id)
            OR EXISTS (SELECT 1 FROM document_line AS line LEFT JOIN document_line AS was ON was.document_id = wrong.id
            AND was.line_no = line.line_no WHERE line.document_id = undone.id AND (was.kind IS NOT line.kind
            OR was.party_id IS NOT line.party_id OR line.amount + was.amount IS NOT 0
            OR was.method IS NOT line.method OR was.refers_document_id IS NOT line.refers_document_id
            OR was.refers_line_no IS NOT line.refers_line_no))
            OR (wrong.kind = 'advance' AND (SELECT coalesce(sum(iif(kind = 'deduction', -amount, amount)), 0)
            FROM document_line AS off WHERE off.refers_document_id = wrong.id
            AND off.kind IN ('deduction', 'paid_back', 'forgiven')) <> 0)))
            """,
        row="document {document}",
        sentence=N_("{paper} takes back what was never recorded so, what was taken back already, or what came back."),
        remedy=_STOP,
    ),
    Rule(
        code="savings.balance",
        sql=f"""
            WITH said AS ({_SAVED})
            SELECT account.party_id AS party, -balance AS balance, coalesce((SELECT sum(amount) FROM said
            WHERE said.party_id = account.party_id), 0) AS saved
            FROM account JOIN d_balance ON d_balance.account_id = account.id
            WHERE account.kind = 'savings' AND -balance <> saved
            """,
        row="account of {party}",
        sentence=N_("An artisan's savings come to {saved} by their papers, but the account says {balance}."),
        remedy=_STOP,
    ),
    Rule(
        code="savings.below_zero",
        sql="""
            WITH moved AS (SELECT party_id AS party, document_id, amount FROM account JOIN money_move
            ON credit_account_id = account.id WHERE account.kind = 'savings' UNION ALL SELECT party_id, document_id,
            -amount FROM account JOIN money_move ON debit_account_id = account.id WHERE account.kind = 'savings'),
            running AS (SELECT document.id AS document, party, sum(sum(amount)) OVER (PARTITION BY party
            ORDER BY received_seq) AS stands FROM moved JOIN document ON document.id = document_id
            GROUP BY party, document.id)
            SELECT document, party, stands FROM running WHERE stands < 0
            """,
        row="document {document}: {party}",
        sentence=N_("After {paper} an artisan had saved {stands}: more was paid back than put aside."),
        remedy=_STOP,
    ),
    Rule(
        code="settlement.order",
        sql=f"""
            WITH debts AS ({_DEBTS}), taken AS ({_TAKEN}), ordered AS (SELECT taken.document_id AS document,
            taken.line_no, rank * 1000000000000 + coalesce(debts.received_seq, 0) AS place,
            lag(rank * 1000000000000 + coalesce(debts.received_seq, 0)) OVER (PARTITION BY taken.document_id
            ORDER BY taken.line_no) AS before FROM taken LEFT JOIN debts ON debt = debts.document_id
            AND debt_line = debts.line_no)
            SELECT document, line_no FROM ordered WHERE place < before
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("{paper} takes off in the wrong order: materials first, then the oldest advance, then savings."),
        remedy=_STOP,
    ),
    Rule(
        code="settlement.deducted",
        sql="""
            SELECT document.id AS document, -deducted AS taken, json_extract(line.details, '$.carried') + settled AS had
            FROM document JOIN d_total ON d_total.document_id = document.id JOIN document_line AS line
            ON line.document_id = document.id AND line.kind = 'balance'
            WHERE document.kind = 'settlement' AND -deducted > max(had, 0)
            """,
        row="document {document}",
        sentence=N_("{paper} takes off {taken}, but only {had} was there to take it from."),
        remedy=_STOP,
    ),
    Rule(
        code="settlement.held",
        sql=f"""
            WITH holds AS ({_HOLDS})
            SELECT line.document_id AS document, line.line_no, until
            FROM holds CROSS JOIN document_line AS said ON said.document_id = holds.sale
            OR said.refers_document_id = holds.sale CROSS JOIN document_line AS line
            ON line.refers_document_id = said.document_id AND line.refers_line_no = said.line_no
            AND line.kind = 'settled' AND line.party_id = holds.party
            JOIN document AS settlement ON settlement.id = line.document_id
            WHERE said.kind IN ('goods', 'service', 'payment_cost') AND settlement.business_date < until
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} settles what the agreement holds back until {until}."),
        remedy=_STOP,
    ),
    Rule(
        code="payout.beyond_settlement",
        sql="""
            SELECT paid.refers_document_id AS document, json_extract(said.details, '$.to_pay') AS due,
            sum(iif(header.kind = 'payout', paid.amount, -paid.amount)) AS paid
            FROM document AS header CROSS JOIN document_line AS paid ON paid.document_id = header.id
            JOIN document_line AS said ON said.document_id = paid.refers_document_id AND said.kind = 'balance'
            WHERE header.kind IN ('payout', 'payout_void') AND paid.kind = 'tender'
            GROUP BY paid.refers_document_id HAVING sum(iif(header.kind = 'payout', paid.amount, -paid.amount)) > due
            OR sum(iif(header.kind = 'payout', paid.amount, -paid.amount)) < 0
            """,
        row="document {document}",
        sentence=N_("On {paper} {due} was to be paid, but {paid} was."),
        remedy=_STOP,
    ),
    Rule(
        code="payout.void",
        sql="""
            SELECT void.id AS document FROM document AS void JOIN document_line AS back ON back.document_id = void.id
            LEFT JOIN document AS payout ON payout.id = void.reverses_id AND payout.kind = 'payout'
            LEFT JOIN document_line AS paid ON paid.document_id = payout.id AND paid.kind = 'tender'
            WHERE void.kind = 'payout_void' AND (paid.amount IS NOT back.amount OR paid.party_id IS NOT back.party_id
            OR paid.method IS NOT back.method OR paid.refers_document_id IS NOT back.refers_document_id
            OR (SELECT count(*) FROM document AS other WHERE other.kind = 'payout_void'
            AND other.reverses_id = void.reverses_id) > 1)
            """,
        row="document {document}",
        sentence=N_("{paper} voids no payout, or voids it otherwise than it was paid, or again."),
        remedy=_STOP,
    ),
)
