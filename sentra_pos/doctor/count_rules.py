"""Promises about goods that are missing or damaged: they go nowhere unseen, and what is paid is what was agreed."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_CLEAR_UP = N_("Open the case and compare it with the agreement; ask for help before anything more is decided.")

# Each decided case with what its agreement says: the shop's part of a loss, and what one piece is worth.
_CASES = """
    SELECT document.id AS document, document.reason, line.amount, line.quantity, line.party_id AS party,
    json_extract(line.details, '$.outcome') AS outcome, json_extract(line.details, '$.value') AS value,
    json_extract(line.details, '$.shop_percent') AS percent,
    CASE liability WHEN 'shop' THEN 10000 WHEN 'artisan' THEN 0 ELSE liability_shop_percent END AS agreed,
    CASE WHEN valuation = 'price' THEN lot.price WHEN rate_count > 0 THEN NULL
    WHEN scheme = 'net_price' THEN lot.net_price WHEN scheme = 'commission_fixed' THEN max(lot.price - fixed, 0)
    WHEN scheme = 'commission_percent' THEN lot.price - (lot.price * rate + 5000) / 10000 ELSE 0 END AS worth
    FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
    LEFT JOIN lot ON lot.id = unhex(replace(json_extract(line.details, '$.of'), '-', ''))
    LEFT JOIN agreement ON agreement.id = lot.agreement_id
    WHERE document.kind = 'loss_case' AND line.kind = 'case'
    """

COUNTS = (
    Rule(
        code="case.below_zero",
        sql="""
            SELECT lot_id AS lot, quantity FROM stock_balance JOIN place ON place.id = place_id
            WHERE place.kind IN ('missing', 'lost') AND quantity < 0
            """,
        row="stock_balance {lot}",
        sentence=N_("More of a lot was found or paid for than was ever missing: {quantity}."),
        remedy=_CLEAR_UP,
        quick=True,
    ),
    Rule(
        code="case.way_out",
        sql="""
            SELECT DISTINCT document.id AS document FROM place
            CROSS JOIN goods_move AS move ON move.from_place_id = place.id
            CROSS JOIN document ON document.id = move.document_id
            WHERE place.kind = 'missing' AND document.kind NOT IN ('stock_count', 'loss_case', 'exhibition_return',
            'note_correction')
            OR place.kind = 'lost' AND document.kind <> 'loss_case'
            """,
        row="document {document}",
        sentence=N_(
            "{paper} takes goods from what is missing, which only a count, a case, a correction or a homecoming may do."
        ),
        remedy=RESTORE,
    ),
    Rule(
        code="case.paid",
        sql="""
            SELECT document.id AS document, line.amount, coalesce((SELECT sum(move.amount) FROM money_move AS move
            JOIN account ON account.id = credit_account_id WHERE move.document_id = document.id
            AND move.line_no = line.line_no AND account.kind = 'accrued'
            AND account.party_id IS line.party_id), 0) AS moved
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'loss_case' AND line.kind = 'case' AND line.amount <> moved
            """,
        row="document {document}",
        sentence=N_("{paper} says that {amount} are paid for a loss, but {moved} went to the artisan."),
        remedy=_CLEAR_UP,
    ),
    Rule(
        code="case.liability",
        sql=f"""
            SELECT document, amount, coalesce((2 * value * quantity * percent + 10000) / 20000, 0) AS due
            FROM ({_CASES})
            WHERE amount <> due OR (party IS NULL AND amount <> 0)
            OR (outcome NOT IN ('back', 'written_off') AND (percent < agreed OR (percent > agreed AND reason = '')))
            OR (outcome IN ('back', 'written_off') AND percent <> 0)
            """,
        row="document {document}",
        sentence=N_("{paper} pays {amount} for a loss, which neither the agreement nor a reason explains ({due})."),
        remedy=_CLEAR_UP,
    ),
    Rule(
        code="case.value",
        sql=f"""
            SELECT document, value, worth FROM ({_CASES})
            WHERE party IS NOT NULL AND worth IS NOT NULL AND value <> worth
            """,
        row="document {document}",
        sentence=N_("{paper} says that a piece is worth {value}, by the agreement it is {worth}."),
        remedy=_CLEAR_UP,
    ),
    Rule(
        code="case.own_stock",
        sql="""
            SELECT document.id AS document, line.quantity * coalesce(lot.cost, 0)
            * CASE json_extract(line.details, '$.outcome') WHEN 'written_off' THEN 1
            ELSE iif(json_extract(line.details, '$.case') = 'lost', -1, 0) END AS said,
            coalesce((SELECT sum(iif(credit.kind = 'own_stock', move.amount, -move.amount)) FROM money_move AS move
            JOIN account AS credit ON credit.id = credit_account_id JOIN account AS debit ON debit.id = debit_account_id
            WHERE move.document_id = document.id AND 'own_stock' IN (credit.kind, debit.kind)), 0) AS moved
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN lot ON lot.id = unhex(replace(json_extract(line.details, '$.of'), '-', ''))
            WHERE document.kind = 'loss_case' AND line.kind = 'case' AND line.party_id IS NULL AND said <> moved
            """,
        row="document {document}",
        sentence=N_("{paper} writes off goods that cost {said}, but {moved} left the shop's own stock."),
        remedy=_CLEAR_UP,
    ),
    Rule(
        code="count.line",
        sql="""
            SELECT line.document_id AS document, line.line_no,
            line.quantity - json_extract(line.details, '$.expected') AS said,
            json_extract(line.details, '$.over') + coalesce((SELECT sum(iif(place.kind = 'missing', -move.quantity,
            move.quantity)) FROM goods_move AS move JOIN place ON place.id = to_place_id
            WHERE move.document_id = line.document_id AND move.line_no = line.line_no), 0) AS moved
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'stock_count' AND said <> moved
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} counted a difference of {said}, but {moved} moved or was named."),
        remedy=RESTORE,
    ),
    Rule(
        code="count.zones",
        sql="""
            WITH by_zone AS (SELECT DISTINCT line.document_id AS document FROM document
            CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'stock_count' AND json_type(line.details, '$.zones') IS NOT NULL)
            SELECT document, line.line_no, line.quantity AS said, coalesce((SELECT sum(seen.value)
            FROM json_each(line.details, '$.zones') AS seen), 0) AS seen
            FROM by_zone CROSS JOIN document_line AS line ON line.document_id = document WHERE said <> seen
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} counted {said}, but its zones come to {seen}."),
        remedy=RESTORE,
    ),
    Rule(
        code="count.in_zones",
        sql="""
            SELECT counted.count_id AS count, counted.item_id AS item, item.name, counted.quantity AS said,
            coalesce((SELECT sum(seen.quantity) FROM counted_in_zone AS seen
            WHERE seen.count_id = counted.count_id AND seen.item_id = counted.item_id), 0) AS seen
            FROM stock_count CROSS JOIN counted ON counted.count_id = stock_count.id
            JOIN item ON item.id = counted.item_id
            WHERE stock_count.state = 'open' AND said <> seen
            AND EXISTS (SELECT 1 FROM count_zone WHERE count_zone.count_id = stock_count.id)
            """,
        row="counted {count}/{item}",
        sentence=N_("An open count has {said} of {name}, but its zones come to {seen}."),
        remedy=N_("Count that item again in each zone, or give the count up and begin a new one."),
        quick=True,
    ),
    Rule(
        code="count.again",
        sql="""
            SELECT counted.count_id AS document, counted.item_id AS item, item.name
            FROM stock_count CROSS JOIN counted ON counted.count_id = stock_count.id
            JOIN item ON item.id = counted.item_id
            WHERE stock_count.state = 'posted' AND (json_extract(trace, '$.again')
            OR EXISTS (SELECT 1 FROM counted_in_zone AS seen WHERE seen.count_id = counted.count_id
            AND seen.item_id = counted.item_id AND seen.quantity IS NULL))
            """,
        row="counted {document}/{item}",
        sentence=N_("{paper} was posted although {name} had to be counted again."),
        remedy=N_("Count that item once more, and decide about what is missing only after that."),
    ),
)
