"""How a receipt looks: its own words and the logo, with the paper beside it as it will come out of the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from sentra_pos.change_receipt import (
    ChangeReceipt,
    ReceiptChanged,
    ReceiptLook,
    change_receipt,
    look_tried_out,
    receipt_look,
)
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, language
from sentra_pos.printing.logo import LogoNotReadable, logo_of
from ui.context import Context
from ui.kit.buttons import quiet, secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import caption, label
from ui.kit.layout import column, form, plain, row, spacer
from ui.sell.receipt_picture import ReceiptPicture

_TYPED_MS = 150


class _Lines(QPlainTextEdit):
    """A few lines; Tab goes on to the next field."""

    def __init__(self, name: str, changed: Callable[[], object], *, lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(26 + lines * 22)
        self.textChanged.connect(changed)


class ReceiptLookSheet(Sheet):
    """Nothing is kept before it is saved; the preview shows what would be."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        self._picture = ReceiptPicture(300)
        side = plain(column(caption(_("As it will be printed")), self._picture, spacing=8))
        super().__init__(
            parent, title=_("Receipt"), primary_text=_("Save"), primary_key="Ctrl+S", side=side, width=920, height=640
        )
        self._context = context
        self._logo: bytes | None = None
        self.header = _Lines(_("Lines under the shop's name"), self._draw_soon, lines=2)
        self.return_rule = _Lines(_("Return rule"), self._draw_soon, lines=2)
        self.last = _Lines(_("Last lines"), self._draw_soon, lines=2)
        self.choose = secondary(_("Choose a logo"), "F6", icon="image", on=self._ask_file)
        self.remove = quiet(_("Remove the logo"), icon="trash", on=lambda: self._put_logo(None))
        self.languages = Chips((("id", "Bahasa Indonesia"), ("en", "English")), name=_("Language of the preview"))
        self.languages.choose(language())
        self.languages.chosen.connect(lambda _code: self._draw())
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPED_MS)
        self._timer.timeout.connect(self._draw)
        self._fill()
        self._allow(False)
        context.runner.read(receipt_look, done=self._show, origin=self)

    def _fill(self) -> None:
        self.content.addLayout(
            form(
                (
                    (_("Lines under the shop's name"), self.header),
                    (_("Return rule"), self.return_rule),
                    (_("Last lines"), self.last),
                ),
                spacing=10,
            )
        )
        self.content.addLayout(row(self.choose, self.remove, spacer()))
        self.content.addWidget(caption(_("Language of the preview")))
        self.content.addWidget(self.languages)
        self.content.addWidget(self._problem)
        self.content.addStretch(1)

    def _allow(self, is_loaded: bool) -> None:
        if self.primary_button is not None:
            self.primary_button.setEnabled(is_loaded)

    def _show(self, look: ReceiptLook) -> None:
        self._logo = look.logo
        for field, text in (
            (self.header, "\n".join(look.header)),
            (self.return_rule, look.return_rule),
            (self.last, look.footer),
        ):
            field.setPlainText(text)
        self.header.setFocus()
        self._allow(True)
        self._draw()

    @property
    def look(self) -> ReceiptLook:
        """What was typed and chosen."""
        return ReceiptLook(
            header=tuple(self.header.toPlainText().splitlines()),
            logo=self._logo,
            return_rule=self.return_rule.toPlainText(),
            footer=self.last.toPlainText(),
        )

    # --------------------------------------------------------------------------------------------------- the preview

    def _draw_soon(self) -> None:
        self._timer.start()

    def _draw(self) -> None:
        self.remove.setVisible(self._logo is not None)
        shop, look, spoken = self._context.shop, self.look, str(self.languages.choice())

        def draw() -> bytes:
            with shop.reading() as session:
                paper = look_tried_out(session, look, shop.clock, language=spoken)
            return paper.png()

        self._context.runner.apart(draw, done=self._picture.show_png, failed=self._tell, origin=self, latest="look")

    # ------------------------------------------------------------------------------------------------------ the logo

    def _ask_file(self) -> None:
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose a logo"), "", kinds)
        if chosen:
            self.take_logo(Path(chosen))

    def take_logo(self, file: Path) -> None:
        """Make a logo of the file's picture and show it on the paper."""

        def read() -> bytes:
            try:
                picture = file.read_bytes()
            except OSError as error:
                raise LogoNotReadable from error
            return logo_of(picture)

        self._context.runner.apart(read, done=self._put_logo, failed=self._tell, origin=self)

    def _put_logo(self, logo: bytes | None) -> None:
        self._logo = logo
        self._problem.clear()
        self._draw()

    # --------------------------------------------------------------------------------------------------------- saving

    def confirm(self) -> None:
        command = ChangeReceipt(by=self._context.by, look=self.look)
        self.busy(True)
        self._context.runner.write(
            change_receipt, command, done=self._saved, failed=self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _saved(self, changed: ReceiptChanged) -> None:
        self.busy(False)
        self.finish(changed)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.setText(str(trouble))
