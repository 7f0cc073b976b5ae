"""What is to be done next for a stand: one thing, read off what is known of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sentra_pos.core.speech import N_, _
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.queries import ExhibitionDetails, StandDetails, StandGoods


class Step(StrEnum):
    """What the one strong button of an exhibition's page does."""

    ADD_STAND = "add_stand"
    LOAD = "load"
    PACK = "pack"
    SELL = "sell"
    ADD_FILE = "add_file"
    END = "end_stand"
    UNLOAD = "unload"
    CASH = "cash"
    RESULT = "result"
    NOTHING = "nothing"


_LABELS = {
    Step.ADD_STAND: N_("Add a stand"),
    Step.LOAD: N_("Load goods"),
    Step.PACK: N_("Write the pack"),
    Step.SELL: N_("Sell at this stand"),
    Step.ADD_FILE: N_("Bring a file home"),
    Step.END: N_("End the stand"),
    Step.UNLOAD: N_("Take the goods back"),
    Step.CASH: N_("Count the cash"),
    Step.RESULT: N_("Look at the result"),
    Step.NOTHING: "",
}
_ICONS = {
    Step.ADD_STAND: "plus",
    Step.LOAD: "truck",
    Step.PACK: "download-simple",
    Step.SELL: "cash-register",
    Step.ADD_FILE: "upload-simple",
    Step.END: "check",
    Step.UNLOAD: "package",
    Step.CASH: "money",
    Step.RESULT: "chart-line-up",
}


def step_label(step: Step) -> str:
    """The step as its button says it."""
    return _(_LABELS[step]) if _LABELS[step] else ""


def step_icon(step: Step) -> str:
    """The step's picture; "" where nothing is to be done."""
    return _ICONS.get(step, "")


def stand_step(stand: StandDetails, packed: int, *, ends: date, today: date, sells_here: bool = False) -> Step:
    """``packed`` is how many of its loads the newest pack holds; ``sells_here`` whether this till sells at it."""
    if not stand.loads:
        return Step.LOAD if today <= ends else Step.NOTHING
    if stand.reconciled:
        return Step.RESULT
    if stand.ended:
        if any(_lies(each) for each in stand.goods):
            return Step.UNLOAD
        # What else may be open, a return whose sale is not found yet or late papers, is not done at the stand.
        cash = stand.stand.kind is StandKind.LAPTOP and (stand.cash or stand.road_cash)
        return Step.CASH if cash else Step.RESULT
    if stand.stand.kind is not StandKind.LAPTOP:
        return Step.END if sells_here else Step.SELL
    return Step.PACK if len(stand.loads) > packed else Step.ADD_FILE


def _lies(goods: StandGoods) -> bool:
    """Whether something of it is still there, or less than nothing."""
    return bool(goods.at_stand or goods.damaged or goods.on_road)


def exhibition_step(details: ExhibitionDetails) -> Step:
    """Where no stand is chosen."""
    if details.record.stage is Stage.CALLED_OFF:
        return Step.NOTHING
    if details.record.stage is Stage.RECONCILED:
        return Step.RESULT
    return Step.NOTHING if details.stands else Step.ADD_STAND
