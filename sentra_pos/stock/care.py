"""What is in the shop's care, wherever it is: at a place that a device keeps, or on the road to a stand."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import QueryableAttribute, aliased
from sqlalchemy.orm.util import AliasedClass

from sentra_pos.core.ids import PlaceId
from sentra_pos.db.setting_keys import EXHIBITION
from sentra_pos.db.settings import Setting
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Place
from sentra_pos.stock.places import LOST, MISSING, OWNERSHIP, WITH_ARTISAN, WITH_CUSTOMER

#: The ends of every move: what lies in none of these is in the care of the shop, by its own book.
ENDS = (WITH_ARTISAN, WITH_CUSTOMER, MISSING, LOST, OWNERSHIP)

# A road has no custodian, since both of its ends are written: by the shop when goods leave, by the stand when they
# arrive. In a stand's own book it is where goods come from, as an artisan's hands are in the shop's, and lacks
# whatever arrived.
_A_STANDS_OWN_BOOK = exists().where(Setting.key == EXHIBITION).correlate(None)
_ROAD = aliased(Place, name="outer_road")
_OUTER_ROADS = select(_ROAD.id).where(_ROAD.kind == PlaceKind.ROAD, _A_STANDS_OWN_BOOK).correlate(None)


def in_our_care(place: type[Place] | AliasedClass[Place] = Place) -> ColumnElement[bool]:
    """Whether the shop answers for what lies there now; of Place, or of an alias of it, that the question joins.

    What can be sold, counted or handed over *here* is another question: that asks for the custodian.
    """
    on_the_road = and_(place.kind == PlaceKind.ROAD, ~_A_STANDS_OWN_BOOK)
    return or_(place.custodian_id.is_not(None), on_the_road)


def end_is_ours(place: QueryableAttribute[PlaceId]) -> ColumnElement[bool]:
    """The same of the end of a move, by its id and whoever keeps it by now; for sums over many, without a join."""
    return and_(place.not_in(ENDS), place.not_in(_OUTER_ROADS))
