"""The customer's display, painted: readable from two metres on any screen, from seven inches to a television."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.printing.qr_modules import QUIET, qr_modules
from ui.display.state import DisplayLine, DisplayState, Showing
from ui.kit.motifs import TILE, Dyes
from ui.kit.swatch import paint_dyed
from ui.kit.theme import colour, font

_MARK = Dyes("#9C3D1B", "#F6E3BE", "#D9A24B")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_REGULAR, _SEMIBOLD, _HEAVY = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.ExtraBold
_SMALLEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayShop:
    """Whose display it is; ``logo`` is a picture of black on white, or none."""

    name: str = ""
    logo: QImage | None = None


class Page:
    """One picture of a state, in units of the screen's height."""

    def __init__(self, painter: QPainter, area: QRectF, shop: DisplayShop) -> None:
        self._painter, self._area, self._shop = painter, area, shop
        # A tall narrow screen is measured by its width.
        self._unit = min(area.height(), area.width() * 0.62) / 100

    def paint(self, state: DisplayState) -> None:
        """All of it."""
        self._painter.fillRect(self._area, colour("ground"))
        match state.showing:
            case Showing.IDLE:
                self._idle()
            case Showing.SELLING:
                self._selling(state)
            case Showing.QRIS:
                self._qris(state)
            case Showing.THANKS:
                self._thanks(state)

    # ------------------------------------------------------------------------------------------------------ the pages

    def _idle(self) -> None:
        area, unit = self._area, self._unit
        band = self._hem()
        above = QRectF(area.x(), area.y(), area.width(), area.height() - band)
        logo = QRectF(0, 0, above.width() * 0.7, 34 * unit)
        logo.moveCenter(QPointF(above.center().x(), above.y() + above.height() * 0.36))
        self._logo(logo)
        name = QRectF(area.x() + 6 * unit, logo.bottom() + 4 * unit, area.width() - 12 * unit, 14 * unit)
        self._words(name, self._shop.name, 10, _HEAVY, "ink", _CENTRE)
        welcome = name.translated(0, name.height())
        self._words(welcome, _("Welcome"), 5.5, _REGULAR, "muted", _CENTRE)

    def _selling(self, state: DisplayState) -> None:
        area, unit = self._area, self._unit
        foot = self._total_foot(_("Total"), state.total, state.discount)
        inner = QRectF(
            area.x() + 6 * unit, area.y() + 4 * unit, area.width() - 12 * unit, foot.y() - area.y() - 6 * unit
        )
        self._words(
            QRectF(inner.x(), inner.y(), inner.width(), 7 * unit), self._shop.name, 4.2, _SEMIBOLD, "muted", _LEFT
        )
        lines = QRectF(inner.x(), inner.y() + 8 * unit, inner.width(), inner.height() - 8 * unit)
        self._lines(lines, state.lines)

    def _lines(self, area: QRectF, lines: tuple[DisplayLine, ...]) -> None:
        """The newest at the bottom and strongest; those that have no room are counted."""
        height = 12.5 * self._unit
        room = max(1, int(area.height() // height))
        shown = lines[-room:] if len(lines) <= room else lines[-(room - 1) :] if room > 1 else lines[-1:]
        top = area.y()
        hidden = len(lines) - len(shown)
        if hidden and room > 1:
            words = ngettext("and {count} more", "and {count} more", hidden).format(count=format_number(hidden))
            self._words(QRectF(area.x(), top, area.width(), height), words, 4.4, _REGULAR, "muted", _LEFT)
            top += height
        for place, line in enumerate(shown):
            self._line(QRectF(area.x(), top, area.width(), height), line, is_newest=place == len(shown) - 1)
            top += height

    def _line(self, area: QRectF, line: DisplayLine, *, is_newest: bool) -> None:
        unit = self._unit
        if is_newest:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(colour("wash"))
            self._painter.drawRoundedRect(area.adjusted(-2.5 * unit, 0, 2.5 * unit, 0), 2 * unit, 2 * unit)
        amount = QRectF(area.right() - 34 * unit, area.y(), 34 * unit, area.height())
        words = QRectF(area.x(), area.y(), area.width() - 36 * unit, area.height())
        self._words(amount, format_number(line.amount.amount), 6, _HEAVY if is_newest else _SEMIBOLD, "ink", _RIGHT)
        if line.count == 1:
            self._words(words, line.name, 5.4, _SEMIBOLD, "ink", _LEFT)
            return
        upper = QRectF(words.x(), words.y() + 1.2 * unit, words.width(), 6.4 * unit)
        self._words(upper, line.name, 5.4, _SEMIBOLD, "ink", _LEFT)
        each = f"{format_number(line.count)} × {format_number(line.price.amount)}"
        lower = QRectF(words.x(), upper.bottom(), words.width(), 4 * unit)
        self._words(lower, each, 3.6, _REGULAR, "muted", _LEFT)

    def _qris(self, state: DisplayState) -> None:
        area, unit = self._area, self._unit
        is_tall = area.height() > area.width()
        if is_tall:
            side = min(area.width() - 14 * unit, area.height() * 0.52)
            code = QRectF(area.center().x() - side / 2, area.y() + 8 * unit, side, side)
            words = QRectF(code.x(), code.bottom() + 4 * unit, side, area.bottom() - code.bottom() - 10 * unit)
        else:
            side = min(86 * unit, area.width() * 0.5)
            code = QRectF(area.x() + 7 * unit, area.center().y() - side / 2, side, side)
            left = code.right() + 6 * unit
            words = QRectF(left, code.y(), area.right() - left - 6 * unit, side)
        self._code(code, state.code)
        rows = (
            (_("Pay by QRIS"), 5.4, _SEMIBOLD, "muted", 0.14),
            (format_rupiah(state.total), 15, _HEAVY, "primary", 0.26),
            (_("paid to"), 4.2, _REGULAR, "muted", 0.09),
            (state.merchant, 8, _HEAVY, "ink", 0.22),
            (_("Please check this name on your phone before you pay."), 4.8, _REGULAR, "muted", 0.24),
        )
        top = words.y() + words.height() * 0.02
        for text, size, weight, tone, part in rows:
            height = words.height() * part
            self._words(QRectF(words.x(), top, words.width(), height), text, size, weight, tone, _LEFT)
            top += height

    def _thanks(self, state: DisplayState) -> None:
        area, unit = self._area, self._unit
        band = self._hem()
        middle = area.y() + (area.height() - band) / 2
        if state.change > ZERO:
            upper = QRectF(area.x() + 6 * unit, middle - 30 * unit, area.width() - 12 * unit, 10 * unit)
            self._words(upper, _("Your change"), 6, _SEMIBOLD, "muted", _CENTRE)
            amount = QRectF(upper.x(), upper.bottom(), upper.width(), 26 * unit)
            self._words(amount, format_rupiah(state.change), 22, _HEAVY, "good", _CENTRE)
            thanks = QRectF(upper.x(), amount.bottom() + 2 * unit, upper.width(), 12 * unit)
            self._words(thanks, _("Thank you"), 8, _HEAVY, "ink", _CENTRE)
        else:
            thanks = QRectF(area.x() + 6 * unit, middle - 14 * unit, area.width() - 12 * unit, 18 * unit)
            self._words(thanks, _("Thank you"), 15, _HEAVY, "ink", _CENTRE)
        name = QRectF(thanks.x(), thanks.bottom(), thanks.width(), 8 * unit)
        self._words(name, self._shop.name, 5, _REGULAR, "muted", _CENTRE)

    # ------------------------------------------------------------------------------------------------------ the parts

    def _total_foot(self, name: str, total: Rupiah, discount: Rupiah) -> QRectF:
        area, unit = self._area, self._unit
        foot = QRectF(area.x(), area.bottom() - 30 * unit, area.width(), 30 * unit)
        self._painter.fillRect(foot, colour("primary"))
        words = QRectF(foot.x() + 6 * unit, foot.y(), foot.width() * 0.28, foot.height())
        if discount > ZERO:
            less = _("You save {amount}").format(amount=format_rupiah(discount))
            lower = QRectF(words.x(), words.bottom() - 11 * unit, words.width(), 7 * unit)
            self._words(lower, less, 3.6, _SEMIBOLD, "on_primary", _LEFT)
            words = words.adjusted(0, 0, 0, -7 * unit)
        self._words(words, name, 8, _SEMIBOLD, "on_primary", _LEFT)
        amount = QRectF(words.right(), foot.y(), foot.right() - words.right() - 6 * unit, foot.height())
        self._words(amount, format_rupiah(total), 22, _HEAVY, "on_primary", _RIGHT)
        return foot

    def _hem(self) -> float:
        """A border of cloth along the lower edge; answers with its height."""
        # Whole repeats: half a motif looks like a mistake.
        repeats = max(1, round(12 * self._unit / TILE))
        height = float(repeats * TILE)
        area = self._area
        paint_dyed(
            self._painter, QRectF(area.x(), area.bottom() - height, area.width(), height), "surya", _MARK, radius=0
        )
        return height

    def _logo(self, area: QRectF) -> None:
        logo = self._shop.logo
        if logo is None or logo.isNull():
            side = max(2, round(area.height() / TILE)) * TILE
            mark = QRectF(0, 0, side, side)
            mark.moveCenter(area.center())
            paint_dyed(self._painter, mark, "surya", _MARK, radius=side / 8)
            return
        size = logo.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        picture = QRectF(0, 0, size.width(), size.height())
        picture.moveCenter(area.center())
        paper = picture.adjusted(-2 * self._unit, -2 * self._unit, 2 * self._unit, 2 * self._unit)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor("white"))
        self._painter.drawRoundedRect(paper, 2 * self._unit, 2 * self._unit)
        self._painter.drawImage(picture, logo)

    def _code(self, area: QRectF, payload: str) -> None:
        """Black on white whatever the theme, modules of whole pixels: phones read blurred edges badly."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor("white"))
        self._painter.drawRoundedRect(area, 2 * self._unit, 2 * self._unit)
        if not payload:
            return
        rows = qr_modules(payload)
        module = max(1, int(area.width() // (len(rows) + 2 * QUIET)))
        side = module * len(rows)
        left = round(area.x() + (area.width() - side) / 2)
        top = round(area.y() + (area.height() - side) / 2)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    self._painter.fillRect(left + across * module, top + down * module, module, module, QColor("black"))
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _words(
        self, area: QRectF, text: str, size: float, weight: QFont.Weight, tone: str, align: Qt.AlignmentFlag
    ) -> None:
        """As large as asked, smaller where there is no room, on two lines or with an ellipsis only at the very end."""
        face, flags = fitted(text, area, round(size * self._unit), weight, align)
        self._painter.setFont(face)
        self._painter.setPen(colour(tone))
        if flags & Qt.TextFlag.TextSingleLine:
            text = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        self._painter.drawText(area, flags, text)


def fitted(text: str, area: QRectF, size: int, weight: QFont.Weight, align: Qt.AlignmentFlag) -> tuple[QFont, int]:
    """A face in which the text fits the area, and how to draw it. Amounts stay on one line."""
    wrapped = int(align.value | Qt.TextFlag.TextWordWrap.value)
    single = int(align.value | Qt.TextFlag.TextSingleLine.value)
    breaks = " " in text
    for pixels in range(max(size, _SMALLEST), _SMALLEST - 1, -1):
        face = font(pixels, weight)
        metrics = QFontMetricsF(face)
        if metrics.horizontalAdvance(text) <= area.width() and metrics.height() <= area.height() * 1.3:
            return face, single
        if breaks and pixels <= size * 0.8:
            taken = metrics.boundingRect(area, wrapped, text)
            if taken.height() <= area.height() and taken.width() <= area.width():
                return face, wrapped
    return font(_SMALLEST, weight), single
