"""Draws an offer's paper as PDF: lines wrap, a page break repeats the heading, every font is embedded."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from pipeline_tui.domain.offer_paper import Paper, PaperLine
from pipeline_tui.settings import data_folder

_PLAIN, _STRONG = "DejaVuSans", "DejaVuSans-Bold"
_INK, _QUIET, _RULE = HexColor(0x202020), HexColor(0x606060), HexColor(0xB0B0B0)
_MARGIN = 18 * mm
_SIZE = 9
_FRAME = 6  # points that reportlab keeps free inside its margins
_PADDING = 6  # points at both sides of a cell together


def pdf_of(paper: Paper, *, letter: bool = False) -> bytes:
    """Return the paper as a PDF file; the same paper gives the same bytes."""
    _register()
    page = LETTER if letter else A4
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=page,
        leftMargin=_MARGIN - _FRAME,
        rightMargin=_MARGIN - _FRAME,
        topMargin=28 * mm,
        bottomMargin=20 * mm,
        title=paper.title,
        author=paper.firm,
        invariant=1,
    )
    document.build(_story(paper, page[0] - 2 * _MARGIN), canvasmaker=_pages_of(paper))
    return out.getvalue()


@cache
def _register() -> None:
    for name in (_PLAIN, _STRONG):
        pdfmetrics.registerFont(TTFont(name, str(data_folder() / "fonts" / f"{name}.ttf")))


def _style(size: float = _SIZE, font: str = _PLAIN, **more: Any) -> ParagraphStyle:
    told = {"textColor": _INK, **more}
    return ParagraphStyle("", fontName=font, fontSize=size, leading=size * 1.35, **told)


def _said(text: str, style: ParagraphStyle) -> Paragraph:
    """Return data as a paragraph: reportlab reads markup in it, so that it is escaped."""
    return Paragraph("<br/>".join(escape(line) for line in text.splitlines()), style)


def _story(paper: Paper, width: float) -> list[Any]:
    names = max(_wide(name) for name, _ in paper.facts) + _PADDING
    facts = Table(
        [[_said(name, _style(textColor=_QUIET)), _said(value, _style())] for name, value in paper.facts],
        colWidths=(names, width - names),
        style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_close()]),
    )
    story: list[Any] = []
    if paper.address:
        story += [_said("\n".join(paper.address), _style(textColor=_QUIET)), Spacer(1, 5 * mm)]
    story += [_said(paper.title, _style(14, _STRONG, spaceAfter=8)), facts, Spacer(1, 5 * mm)]
    if paper.note:
        story += [_said(paper.note, _style()), Spacer(1, 5 * mm)]
    return [*story, _lines(paper, width), Spacer(1, 5 * mm), KeepTogether(_sums(paper, width))]


def _lines(paper: Paper, width: float) -> Table:
    words = paper.words
    head = PaperLine("", *(words[key] for key in ("what", "quantity", "price", "discount", "tax", "net")))
    rows = (head, *paper.lines)
    figures = [
        max(_wide(cell, _STRONG) for cell in column) + _PADDING
        for column in zip(*(_figures(row) for row in rows), strict=True)
    ]
    place = max(_wide(row.place) for row in rows) + _PADDING
    what = max(width - place - sum(figures), width / 4)
    cells = [[row.place, _said(row.what, _style()), *_figures(row)] for row in rows]
    cells[0][1] = _said(head.what, _style(font=_STRONG))
    return Table(
        cells,
        colWidths=(place, what, *figures),
        repeatRows=1,
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), _PLAIN, _SIZE, _SIZE * 1.35),
                ("FONT", (0, 0), (-1, 0), _STRONG, _SIZE, _SIZE * 1.35),
                ("TEXTCOLOR", (0, 0), (-1, -1), _INK),
                ("ALIGN", (0, 0), (0, -1), "RIGHT"),
                ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, _INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.3, _RULE),
                *_close(),
            ]
        ),
    )


def _sums(paper: Paper, width: float) -> Table:
    values = max(_wide(value, _STRONG) for _, value in paper.sums) + _PADDING
    names = max(_wide(name, _STRONG) for name, _ in paper.sums) + _PADDING
    return Table(
        [list(row) for row in paper.sums],
        colWidths=(names, values),
        hAlign="RIGHT",
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), _PLAIN, _SIZE, _SIZE * 1.35),
                ("FONT", (0, -1), (-1, -1), _STRONG, _SIZE, _SIZE * 1.35),
                ("TEXTCOLOR", (0, 0), (-1, -1), _INK),
                ("ALIGN", (0, 0), (-1, -1), "RIGHT"),
                ("LINEABOVE", (0, -1), (-1, -1), 0.8, _INK),
                *_close(),
            ]
        ),
    )


def _close() -> list[Any]:
    sides = (("LEFTPADDING", 0), ("RIGHTPADDING", 3), ("TOPPADDING", 2), ("BOTTOMPADDING", 2))
    return [(name, (0, 0), (-1, -1), points) for name, points in sides]


def _figures(row: PaperLine) -> tuple[str, ...]:
    return row.quantity, row.price, row.discount, row.tax, row.net


def _wide(text: str, font: str = _PLAIN) -> float:
    width: float = pdfmetrics.stringWidth(text, font, _SIZE)
    return width


def _pages_of(paper: Paper) -> type[Canvas]:
    """Return a canvas that knows how many pages there are before it draws what stands on each."""

    class Pages(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **told: Any) -> None:
            super().__init__(*args, **told)
            self._drawn: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._drawn.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._drawn, start=1):
                self.__dict__.update(page)
                _around(self, paper, number, len(self._drawn))
                super().showPage()
            super().save()

    return Pages


def _around(canvas: Any, paper: Paper, number: int, count: int) -> None:
    width, height = canvas._pagesize
    right = width - _MARGIN
    canvas.saveState()
    canvas.setFillColor(_INK)
    canvas.setFont(_STRONG, 11)
    canvas.drawString(_MARGIN, height - 16 * mm, paper.firm)
    canvas.setFont(_PLAIN, 8)
    canvas.setFillColor(_QUIET)
    canvas.drawRightString(right, height - 16 * mm, paper.title)
    canvas.setStrokeColor(_RULE)
    canvas.line(_MARGIN, height - 19 * mm, right, height - 19 * mm)
    canvas.drawRightString(right, 11 * mm, f"{paper.words['page']} {number}/{count}")
    if paper.mark:
        canvas.setFillColor(HexColor(0xA01010))
        canvas.setFont(_STRONG, 9)
        canvas.drawString(_MARGIN, 11 * mm, paper.mark)
        canvas.drawCentredString(width / 2, height - 24 * mm, paper.mark)
    canvas.restoreState()
