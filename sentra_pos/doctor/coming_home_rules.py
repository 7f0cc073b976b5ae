"""Promises of an exhibition that comes home: its goods, its cash, and who bears what it cost."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_LOOK = N_("Open the exhibition and compare it with the book; ask for help before anything more is brought home.")
_STOP = N_("Settle with none of these artisans before somebody has looked at this cost; ask for help.")

# Each journey home with the stand that it names, and that stand's three places.
_JOURNEYS = """
    SELECT document.id AS document, document.received_seq, stand.device_id, stand.place_id, stand.road_id,
    stand.quarantine_id, json_extract(line.details, '$.finished') AS finished
    FROM document CROSS JOIN document_line AS line ON line.document_id = document.id AND line.kind = 'stand'
    LEFT JOIN stand ON stand.id = unhex(replace(json_extract(line.details, '$.stand'), '-', ''))
    WHERE document.kind = 'exhibition_return'
    """
# What lay at a stand's places, and in its drawer and on the road to it, once a journey was in the book.
_STOCK_THEN = """
    SELECT document, sum(remain) AS remain FROM (SELECT journey.document, move.lot_id, place.value AS place,
    abs(sum(iif(move.to_place_id = unhex(place.value), move.quantity, -move.quantity))) AS remain
    FROM journeys AS journey
    CROSS JOIN json_each(json_array(hex(journey.place_id), hex(road_id), hex(quarantine_id))) AS place
    CROSS JOIN stock_balance AS kept ON kept.place_id = unhex(place.value)
    CROSS JOIN goods_move AS move ON move.lot_id = kept.lot_id
    AND unhex(place.value) IN (move.to_place_id, move.from_place_id)
    JOIN document ON document.id = move.document_id AND document.received_seq <= journey.received_seq
    WHERE finished GROUP BY 1, 2, 3) GROUP BY document
    """
_CASH_THEN = """
    SELECT cash.document_id AS document, coalesce(sum(iif(move.debit_account_id = account.id, move.amount,
    -move.amount)), 0) AS remain, account.kind
    FROM journeys AS journey CROSS JOIN document_line AS cash ON cash.document_id = journey.document
    AND cash.kind = 'cash_carried' CROSS JOIN account ON account.device_id = journey.device_id
    AND account.kind IN ('drawer', 'on_the_road')
    CROSS JOIN money_move AS move ON account.id IN (move.debit_account_id, move.credit_account_id)
    JOIN document ON document.id = move.document_id AND document.received_seq <= journey.received_seq
    GROUP BY cash.document_id, account.id
    """

COMING_HOME = (
    Rule(
        code="exhibition.journey",
        sql=f"""
            WITH journeys AS ({_JOURNEYS})
            SELECT DISTINCT document.id AS document FROM document LEFT JOIN journeys ON journeys.document = document.id
            LEFT JOIN goods_move AS move ON move.document_id = document.id
            LEFT JOIN place ON place.id = move.from_place_id
            WHERE document.kind = 'exhibition_return' AND (place_id IS NULL
            OR (place.kind IN ('stand', 'road', 'quarantine')
            AND move.from_place_id NOT IN (place_id, road_id, quarantine_id))
            OR (place.kind = 'shelf' AND move.to_place_id NOT IN (place_id, road_id)))
            """,
        row="document {document}",
        sentence=N_("{paper} brings goods home from a stand that it does not name."),
        remedy=RESTORE,
    ),
    Rule(
        code="exhibition.pieces",
        sql="""
            SELECT line.document_id AS document, line.line_no, line.quantity AS said,
            coalesce(json_extract(line.details, '$.over'), 0) + coalesce((SELECT sum(move.quantity)
            FROM goods_move AS move JOIN place ON place.id = to_place_id WHERE move.document_id = line.document_id
            AND move.line_no = line.line_no AND place.kind = CASE json_extract(line.details, '$.condition')
            WHEN 'good' THEN json_extract(line.details, '$.to') WHEN 'damaged' THEN 'quarantine'
            WHEN 'missing' THEN 'missing'
            WHEN 'arrived' THEN 'road' WHEN 'unlisted' THEN iif(place.kind = 'road', 'road', 'stand') END), 0) AS moved
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'exhibition_return' AND line.kind = 'brought_home' AND said IS NOT moved
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} says {said} pieces, but {moved} moved or were named as over."),
        remedy=RESTORE,
    ),
    Rule(
        code="exhibition.not_empty",
        sql=f"""
            WITH journeys AS ({_JOURNEYS}) SELECT document, remain FROM ({_STOCK_THEN}) WHERE remain <> 0
            """,
        row="document {document}",
        sentence=N_("{paper} says that all is home, but {remain} pieces were still at the stand or on its road."),
        remedy=_LOOK,
    ),
    Rule(
        code="exhibition.cash_left",
        sql=f"""
            WITH journeys AS ({_JOURNEYS}) SELECT document, remain FROM ({_CASH_THEN}) WHERE remain <> 0
            """,
        row="document {document}",
        sentence=N_("{paper} takes the stand's cash over, but {remain} stayed in its drawer or on its road."),
        remedy=_LOOK,
    ),
    Rule(
        code="exhibition.cash",
        sql="""
            WITH moved AS (SELECT move.document_id, move.line_no,
            sum(iif(debit.kind = 'safe', move.amount, 0)) AS counted,
            sum(iif(credit.kind = 'over_short', move.amount, iif(debit.kind = 'over_short', -move.amount, 0))) AS over
            FROM document CROSS JOIN money_move AS move ON move.document_id = document.id
            JOIN account AS debit ON debit.id = debit_account_id JOIN account AS credit ON credit.id = credit_account_id
            WHERE document.kind = 'exhibition_return' GROUP BY 1, 2)
            SELECT line.document_id AS document, line.amount AS said, coalesce(counted, 0) AS moved
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN moved ON moved.document_id = line.document_id AND moved.line_no = line.line_no
            WHERE document.kind = 'exhibition_return' AND line.kind = 'cash_carried'
            AND (said <> coalesce(counted, 0) OR coalesce(over, 0) <> json_extract(line.details, '$.difference')
            OR said - json_extract(line.details, '$.expected') <> json_extract(line.details, '$.difference'))
            """,
        row="document {document}",
        sentence=N_(
            "{paper} counted {said} of the stand's cash, but {moved} went into the safe, or the difference is wrong."
        ),
        remedy=_LOOK,
    ),
    Rule(
        code="exhibition.cost",
        sql="""
            WITH parts AS (SELECT cost.document_id, cost.amount, json_extract(cost.details, '$.shop') AS shop,
            (SELECT coalesce(sum(fee.amount), 0) FROM document_line AS fee WHERE fee.document_id = cost.document_id
            AND fee.kind = 'fee') AS artisans, (SELECT coalesce(sum(iif(account.id = debit_account_id, move.amount,
            -move.amount)), 0) FROM money_move AS move
            JOIN account ON account.id IN (debit_account_id, credit_account_id)
            WHERE move.document_id = cost.document_id AND account.kind = 'expense'
            AND account.method IS json_extract(cost.details, '$.category')) AS expense
            FROM document CROSS JOIN document_line AS cost ON cost.document_id = document.id
            WHERE document.kind = 'exhibition_cost' AND cost.kind = 'cost')
            SELECT document_id AS document, amount AS said, expense + artisans AS borne FROM parts
            WHERE amount <> shop + artisans OR shop <> expense
            """,
        row="document {document}",
        sentence=N_("{paper} says that {said} were paid, but the shop and the artisans bear {borne} of it."),
        remedy=_STOP,
    ),
    Rule(
        code="exhibition.cost_part",
        sql="""
            SELECT fee.document_id AS document, fee.line_no, fee.amount AS said,
            coalesce((SELECT sum(iif(account.id = debit_account_id, move.amount, -move.amount))
            FROM money_move AS move JOIN account ON account.id IN (debit_account_id, credit_account_id)
            WHERE move.document_id = fee.document_id AND move.line_no = fee.line_no AND account.kind = 'accrued'
            AND account.party_id IS fee.party_id), 0) AS moved
            FROM document CROSS JOIN document_line AS fee ON fee.document_id = document.id
            WHERE document.kind = 'exhibition_cost' AND fee.kind = 'fee' AND said <> moved
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} charges an artisan {said}, but {moved} were taken off."),
        remedy=_STOP,
    ),
    Rule(
        code="exhibition.cost_stranger",
        sql="""
            SELECT cost.document_id AS document FROM document CROSS JOIN document_line AS cost
            ON cost.document_id = document.id LEFT JOIN exhibition
            ON exhibition.id = unhex(replace(json_extract(cost.details, '$.exhibition'), '-', ''))
            WHERE document.kind = 'exhibition_cost' AND cost.kind = 'cost' AND exhibition.id IS NULL
            """,
        row="document {document}",
        sentence=N_("{paper} is a cost of no exhibition that is known here."),
        remedy=_LOOK,
    ),
    Rule(
        code="exhibition.cost_undone",
        sql="""
            SELECT undone.id AS document FROM document AS undone LEFT JOIN document AS cost
            ON cost.id = undone.reverses_id AND cost.kind = 'exhibition_cost' AND cost.reverses_id IS NULL
            WHERE undone.kind = 'exhibition_cost' AND (iif(undone.reverses_id IS NULL,
            EXISTS (SELECT 1 FROM document_line AS line WHERE line.document_id = undone.id AND amount < 0),
            cost.id IS NULL OR (SELECT count(*) FROM document AS other WHERE other.kind = 'exhibition_cost'
            AND other.reverses_id = cost.id) > 1
            OR (SELECT count(*) FROM document_line AS line WHERE line.document_id = undone.id)
            <> (SELECT count(*) FROM document_line AS line WHERE line.document_id = cost.id)
            OR EXISTS (SELECT 1 FROM document_line AS line LEFT JOIN document_line AS was ON was.document_id = cost.id
            AND was.line_no = line.line_no WHERE line.document_id = undone.id AND (was.kind IS NOT line.kind
            OR was.party_id IS NOT line.party_id OR line.amount + was.amount IS NOT 0
            OR json_extract(was.details, '$.from') IS NOT json_extract(line.details, '$.from')))))
            """,
        row="document {document}",
        sentence=N_("{paper} takes back what was never charged so, or was taken back already."),
        remedy=_STOP,
    ),
)
