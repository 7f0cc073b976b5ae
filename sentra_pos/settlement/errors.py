"""Expected trouble on settlement day."""

from __future__ import annotations

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.speech import N_


class NothingToSettle(SentraError):
    """Nothing was sold or returned since the last settlement, and nothing is left to recover from."""

    message = N_("There is nothing to settle for {name}.")


class LockedAlready(NothingToSettle):
    """All that is owed stands on a settlement already."""

    message = N_("Nothing is new for {name} since {code}. Pay on {code}.")


class FiguresChanged(SentraError):
    """What was reviewed is no longer what would be locked."""

    message = N_("Something was sold or returned meanwhile. Look at the new figures, then lock again.")


class SettlementNotFound(SentraError):
    """No such settlement."""

    message = N_("This settlement is not in the book.")


class TakenOver(SentraError):
    """What an older settlement left is part of the newer one: paid there, so that no paper shows it twice."""

    message = N_("{newer} took over what {code} left. Pay on {newer}.")


class NoMoneySlip(SentraError):
    """A fee is named by the settlement, a payout by its statement."""

    message = N_("There is no slip of this document. Please choose another one in the list.")


class NoPrinterForMoneySlip(SentraError):
    """There is nothing to print it with."""

    message = N_("No receipt printer is set up. Please set one up in the settings.")


class PayoutTooMuch(SentraError):
    """No more than what is owed is paid out."""

    message = N_("Only {limit} is owed. Pay that or less.")


class PayoutNotSensible(SentraError):
    """Nothing, or less."""

    message = N_("Enter an amount above nothing.")


class ReferenceMissing(SentraError):
    """A transfer is proven by its reference."""

    message = N_("Enter the transfer's reference, so that the artisan can find it.")


class TransferNotNamed(ReferenceMissing):
    """A transfer to the shop is found again by its reference."""

    message = N_("Enter the transfer's reference, so that the shop can find it at its bank.")


class NotOnTheBook(SentraError):
    """A line that never touched this artisan's money."""

    message = N_("The book has no such line for this artisan.")


class ArtisanNotFound(SentraError):
    """No such artisan."""

    message = N_("This artisan is not in the book.")


class AmountNotSensible(SentraError):
    """Nothing, or less."""

    message = N_("Enter an amount above nothing.")


class PurposeMissing(SentraError):
    """Money that an artisan gives back one day, or is charged, says what it was for."""

    message = N_("Please write down what it is for.")


class PlanNotSensible(SentraError):
    """A sum above nothing, or a rate up to the whole."""

    message = N_("Enter how much is taken off each settlement: a sum above nothing, or a rate up to 100%.")


class DebtNotFound(SentraError):
    """No such debt, or it is recovered in full."""

    message = N_("This artisan does not owe that any more.")


class NothingOwed(SentraError):
    """There is nothing to pay back, or to let go."""

    message = N_("{name} owes the shop nothing.")


class MoreThanOwed(SentraError):
    """Nobody pays back more than is owed, and no more is let go."""

    message = N_("Only {limit} is owed. Enter that or less.")


class ReasonToForgiveMissing(SentraError):
    """What the shop lets go says why."""

    message = N_("Please write down why the shop lets it go.")


class NobodyChosen(SentraError):
    """A fee is somebody's."""

    message = N_("Choose at least one artisan.")


class NobodySold(SentraError):
    """There is nothing to share a cost by."""

    message = N_("None of them sold anything in that time. Share it in equal parts instead.")


class DaysNotInOrder(SentraError):
    """From a day to a later one."""

    message = N_("Enter from which day to which day, the earlier one first.")


class SavingsTooLittle(SentraError):
    """Nobody takes out more than was put in."""

    message = N_("Only {saved} is saved. Pay that or less.")


class ReasonForVoidMissing(SentraError):
    """What is undone says why."""

    message = N_("Please write down why the payout is voided.")


class NotAPayout(SentraError):
    """Only a payout can be voided; a settlement stays locked."""

    message = N_("Only a payout can be voided. A locked settlement stays; what is wrong in it is mended by the next.")


class PayoutVoidedAlready(SentraError):
    """Once is enough."""

    message = N_("{code} was voided already, by {void}.")


class NotTakenBack(SentraError):
    """Only what one act recorded about an artisan's money outside of settlements is taken back as a whole."""

    message = N_(
        "Only an advance, a fee, savings paid back or in, or a debt that was paid or let go can be taken back."
    )


class TakenBackAlready(SentraError):
    """Once is enough."""

    message = N_("{code} was taken back already, by {by}.")


class RecoveredMeanwhile(SentraError):
    """What a settlement took off, or the artisan paid back, answers this advance; it cannot vanish from under it."""

    message = N_("{code} stays: {amount} of it came back already. Let the artisan pay back what is left of it instead.")


class SettledMeanwhile(SentraError):
    """A settlement that was locked since counts with the balance that was paid back, and its paper says so for ever."""

    message = N_("{code} stays: {newer} counts with it already. Record what is owed again as an advance or a fee.")


class SavingsPaidMeanwhile(SentraError):
    """What was paid in and paid back since is not there to be taken back a second time."""

    message = N_("{code} stays: only {saved} is still saved. Pay that back instead.")


class ReasonToTakeBackMissing(SentraError):
    """What is undone says why."""

    message = N_("Please write down why it is taken back.")


class FeesChanged(SentraError):
    """Who bears what is charged as it was seen, or not at all."""

    message = N_("Something was sold or returned meanwhile, so the shares are others now. Look at them, then charge.")


class FeesNotSeen(SentraError):
    """Nobody charges others what they did not look at."""

    message = N_("Look at who bears how much, then charge.")


class RepresentativeNotNamed(SentraError):
    """Who takes money for somebody else is named, and how they belong together."""

    message = N_("Enter who takes the money, and who that is to the artisan.")


class LimitNotSensible(SentraError):
    """A limit below nothing."""

    message = N_("Enter a limit, or nothing for none.")


class RunIsOpen(SentraError):
    """One settlement day at a time."""

    message = N_("A settlement day is open already. Close it before starting another.")


class RunNotFound(SentraError):
    """No such run, or it was closed."""

    message = N_("This settlement day is closed, or was never opened.")


class RunNotThere(SentraError):
    """A step out of order."""

    message = N_("That cannot be done now. The settlement day is: {state}.")


class ChangedSinceReview(SentraError):
    """Frozen figures do not move: what sold since is looked at first."""

    message = N_("For {name} something was sold, returned or charged since the review. Review again, then lock.")


class NotInTheRun(SentraError):
    """Somebody who was not chosen for it."""

    message = N_("{name} is not part of this settlement day.")


class NothingToTransfer(SentraError):
    """Nobody waits for a transfer."""

    message = N_("Nobody waits for a transfer.")


class NoAccountToTransferTo(NothingToTransfer):
    """The bank can reach none of those who wait."""

    message = N_(
        "No file was written, because no bank account is known of {names}. Write it under “Consigned”, or pay in cash."
    )


class TransfersWrittenBefore(Question):
    """A bank pays whatever it is sent; a yes holds for the list that was written last."""

    key = "transfers_again"
    message = N_(
        "The transfer list of this settlement day was written already, on {date} at {time} by {name}. Whoever is in it"
        " and not yet recorded as paid would be in the new one too, and be paid twice if the bank gets both. Write it"
        " again?"
    )

    @property
    def answer(self) -> str:
        return f"{self.key}:{self.fields['event']}"
