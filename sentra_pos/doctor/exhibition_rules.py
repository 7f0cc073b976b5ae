"""Promises of exhibitions: what was loaded is on the road, at the stand or home, and each stand's book is its own."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_LOOK = N_("Compare the loading list with what lies at the stand and in the shop; ask for help.")

#: A stand by the text that documents name it with.
_STAND = "lower(hex(stand.id)) = replace(json_extract(line.details, '$.stand'), '-', '')"
#: Loads and arrivals, each beside the stand it names; without one where it names none that is there.
_NAMED = f"""
    named AS MATERIALIZED (SELECT document.id, document.kind, document.device_id, document.received_seq,
    stand.id AS stand, stand.device_id AS till, stand.place_id, stand.road_id,
    unhex(replace(json_extract(line.details, '$.load'), '-', '')) AS load
    FROM document LEFT JOIN document_line AS line ON line.document_id = document.id AND line.kind = 'stand'
    LEFT JOIN stand ON {_STAND} WHERE document.kind IN ('exhibition_load', 'exhibition_arrival'))
    """
#: At a stand's own store the shop's loads are not known: there the road gives what it never took.
_AT_A_STAND = "EXISTS (SELECT 1 FROM setting WHERE key = 'exhibition.here')"
#: Who writes a place: its custodian, at a stand its own till; once the stand has ended, the shop as well. On a laptop
#: that has ended its stand the places are in nobody's custody: the shop, which takes them over, is not there.
_KEPT = """
    ended AS (SELECT replace(json_extract(line.details, '$.stand'), '-', '') AS stand, min(received_seq) AS since
    FROM document JOIN document_line AS line ON line.document_id = document.id AND line.kind = 'stand'
    WHERE document.kind = 'stand_ended' GROUP BY 1),
    kept AS MATERIALIZED (SELECT place.id, place.name, custodian_id, coalesce(stand.device_id, custodian_id) AS writer,
    since FROM place LEFT JOIN stand ON place.id IN (stand.place_id, stand.quarantine_id)
    LEFT JOIN ended ON ended.stand = lower(hex(stand.id))
    WHERE coalesce(stand.device_id, custodian_id) IS NOT NULL)
    """

EXHIBITIONS = (
    Rule(
        code="exhibition.stand",
        sql=f"""
            WITH {_NAMED}
            SELECT id AS document FROM named GROUP BY id HAVING count(*) <> 1 OR count(stand) <> 1
            UNION SELECT named.id FROM named JOIN goods_move AS move ON move.document_id = named.id
            WHERE stand IS NOT NULL AND ((kind = 'exhibition_load' AND to_place_id <> road_id)
            OR (kind = 'exhibition_arrival' AND (from_place_id <> road_id OR to_place_id <> place_id)))
            """,
        row="document {document}",
        sentence=N_("{paper} does not say for which stand it is, or its goods go to another one."),
        remedy=RESTORE,
    ),
    Rule(
        code="exhibition.lines",
        sql="""
            WITH move AS MATERIALIZED (SELECT goods_move.* FROM document
            JOIN goods_move ON goods_move.document_id = document.id
            WHERE kind IN ('exhibition_load', 'exhibition_arrival'))
            SELECT line.document_id AS document, line.line_no, line.text AS item
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN move ON move.document_id = line.document_id AND move.line_no = line.line_no
            LEFT JOIN lot ON lot.id = move.lot_id
            WHERE document.kind IN ('exhibition_load', 'exhibition_arrival')
            GROUP BY line.document_id, line.line_no
            HAVING iif(line.kind IN ('loaded', 'arrived'), line.quantity IS NOT sum(move.quantity)
            OR sum(lot.item_id IS NOT line.item_id) <> 0
            OR (line.kind = 'arrived' AND (count(move.move_no) <> 1 OR max(move.lot_id) IS NOT line.lot_id)),
            count(move.move_no) <> 0)
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("What {paper} says of {item} is not what was moved."),
        remedy=_LOOK,
    ),
    Rule(
        code="exhibition.cash",
        sql=f"""
            WITH {_NAMED}
            SELECT named.id AS document, (SELECT coalesce(sum(amount), 0) FROM document_line AS line
            WHERE line.document_id = named.id AND line.kind = 'cash_carried') AS said,
            (SELECT coalesce(sum(iif((account.id = debit_account_id) = (named.kind = 'exhibition_load'), amount,
            -amount)), 0) FROM money_move AS move JOIN account ON account.id IN (debit_account_id, credit_account_id)
            WHERE move.document_id = named.id AND account.kind = 'on_the_road' AND account.device_id IS till) AS moved
            FROM named WHERE said <> moved OR EXISTS (SELECT 1 FROM money_move AS move JOIN account
            ON account.id IN (debit_account_id, credit_account_id) WHERE move.document_id = named.id
            AND account.kind = 'on_the_road' AND account.device_id IS NOT till)
            """,
        row="document {document}",
        sentence=N_("{paper} says that {said} of change were carried, but the book carried {moved}."),
        remedy=RESTORE,
    ),
    Rule(
        code="exhibition.arrival",
        sql=f"""
            WITH {_NAMED}
            SELECT here.id AS document FROM named AS here LEFT JOIN named AS there ON there.id = here.load
            WHERE here.kind = 'exhibition_arrival' AND NOT {_AT_A_STAND}
            AND (there.kind IS NOT 'exhibition_load' OR there.stand IS NOT here.stand)
            """,
        row="document {document}",
        sentence=N_("{paper} answers a load that this stand was never sent."),
        remedy=_LOOK,
    ),
    Rule(
        code="exhibition.arrived",
        sql=f"""
            WITH {_NAMED},
            came AS (SELECT load, lot_id, max(named.id) AS document, sum(quantity) AS pieces, count(DISTINCT named.id)
            AS times FROM named JOIN goods_move ON document_id = named.id WHERE kind = 'exhibition_arrival'
            GROUP BY load, lot_id),
            went AS (SELECT named.id AS load, lot_id, sum(quantity) AS pieces
            FROM named JOIN goods_move ON document_id = named.id WHERE kind = 'exhibition_load' GROUP BY 1, 2)
            SELECT document, item.name AS item, came.pieces AS came, coalesce(went.pieces, 0) AS went
            FROM came LEFT JOIN went USING (load, lot_id) JOIN lot ON lot.id = lot_id
            JOIN item ON item.id = lot.item_id
            WHERE times > 1 OR (NOT {_AT_A_STAND} AND came.pieces > coalesce(went.pieces, 0))
            """,
        row="document {document}",
        sentence=N_(
            "{paper} takes over {came} of {item}, where {went} were loaded, or takes the same load over again."
        ),
        remedy=_LOOK,
    ),
    # What was given up for missing may have arrived after all, by what its laptop brought late: the next journey home
    # fills it.
    Rule(
        code="exhibition.road",
        sql=f"""
            SELECT lot.id AS lot, item.name AS item, stock_balance.quantity
            FROM stock_balance JOIN place ON place.id = place_id AND place.kind = 'road' JOIN lot ON lot.id = lot_id
            JOIN item ON item.id = lot.item_id
            WHERE iif({_AT_A_STAND}, -stock_balance.quantity, stock_balance.quantity) < 0
            AND NOT EXISTS (SELECT 1 FROM goods_move AS home JOIN document ON document.id = home.document_id
            WHERE home.lot_id = lot.id AND home.from_place_id = place.id AND document.kind = 'exhibition_return')
            """,
        row="lot {lot}",
        sentence=N_("By the book {quantity} of {item} are on the road: more arrived than was loaded."),
        remedy=_LOOK,
        quick=True,
    ),
    Rule(
        code="exhibition.road_money",
        sql=f"""
            SELECT account.id AS account, balance FROM account JOIN account_balance ON account_id = account.id
            WHERE kind = 'on_the_road' AND iif({_AT_A_STAND}, (SELECT coalesce(sum(iif(debit_account_id = account.id,
            amount, -amount)), 0) FROM document JOIN money_move ON document_id = document.id
            WHERE document.kind = 'stand_ended' AND account.id IN (debit_account_id, credit_account_id)) - balance,
            balance) < 0
            """,
        row="account_balance {account}",
        sentence=N_("By the book {balance} of change are on the road: more arrived than was sent."),
        remedy=_LOOK,
        quick=True,
    ),
    Rule(
        code="exhibition.places",
        sql=f"""
            WITH {_KEPT}
            SELECT stand.id AS stand, stand.name
            FROM stand LEFT JOIN place AS own ON own.id = place_id LEFT JOIN place AS road ON road.id = road_id
            LEFT JOIN place AS aside ON aside.id = quarantine_id LEFT JOIN ended ON ended.stand = lower(hex(stand.id))
            WHERE own.kind IS NOT 'stand' OR road.kind IS NOT 'road' OR aside.kind IS NOT 'quarantine'
            OR road.custodian_id IS NOT NULL
            OR (own.custodian_id IS NULL AND (since IS NULL OR NOT {_AT_A_STAND}))
            OR aside.custodian_id IS NOT own.custodian_id
            OR (since IS NULL AND own.custodian_id <> stand.device_id)
            """,
        row="stand {stand}",
        sentence=N_("The places of the stand {name} are not its own, or are in nobody's or somebody else's care."),
        remedy=RESTORE,
        quick=True,
    ),
    Rule(
        code="goods.custodian",
        sql=f"""
            WITH {_KEPT},
            ends AS (SELECT document_id, from_place_id AS place FROM goods_move
            UNION SELECT document_id, to_place_id FROM goods_move)
            SELECT document.id AS document, kept.name
            FROM ends JOIN kept ON kept.id = ends.place JOIN document ON document.id = ends.document_id
            WHERE document.device_id <> writer
            AND NOT coalesce(document.device_id = custodian_id AND received_seq > since, false)
            """,
        row="document {document}",
        sentence=N_("{paper} moves goods at {name}, which another till keeps."),
        remedy=RESTORE,
    ),
    Rule(
        code="exhibition.called_off",
        sql=f"""
            WITH {_NAMED}
            SELECT named.id AS document, exhibition.name FROM named JOIN stand ON stand.id = named.stand
            JOIN exhibition ON exhibition.id = stand.exhibition_id WHERE called_off
            """,
        row="document {document}",
        sentence=N_("{name} was called off, and yet {paper} is in the book."),
        remedy=_LOOK,
    ),
)
