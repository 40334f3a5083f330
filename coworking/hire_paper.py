"""Quotes and invoices on paper: A4, French, with all that the law asks for (art. L441-9 code de commerce; art. 242
nonies A, annexe II CGI; art. L441-10 and D441-5 for who pays late). Imported late, as every paper is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple, cast

from django.utils import translation
from django.utils.formats import date_format
from fpdf import FPDF
from fpdf.enums import Align

from coworking import hire_prices, invoices
from coworking.hire_prices import Item, euros
from coworking.models import HireRequest, Invoice, Quote
from venue import paper
from venue.paper import INK, SOFT

WIDTH, HEIGHT = paper.A4
MARGIN: Final = 20.0
INNER: Final = WIDTH - 2 * MARGIN
FOOT: Final = 26.0
RULE: Final = (140, 130, 117)
TOMATO: Final = (179, 54, 27)
COLUMNS: Final = (88.0, 18.0, 26.0, 14.0, 24.0)  # what, how much, each net, VAT, net
RIGHT, LEFT = Align.R, Align.L

FRANCHISE = "TVA non applicable, art. 293 B du CGI."
LATE = (
    "Pas d’escompte pour paiement anticipé. En cas de retard de paiement, des pénalités égales à trois fois le taux "
    "d’intérêt légal sont dues dès le lendemain de l’échéance, sans rappel (art. L441-10 du code de commerce)."
)
LATE_BETWEEN_PROFESSIONALS = (
    " S’y ajoute, entre professionnels, une indemnité forfaitaire de 40 € pour frais de recouvrement (art. D441-5)."
)


class Sheet(NamedTuple):
    """All that is printed."""

    kind: str
    number: str
    facts: list[tuple[str, str]]
    seller: dict[str, Any]
    customer: dict[str, Any]
    subject: str
    items: list[Item]
    total: str
    notes: list[str]
    signature: bool = False


def quote_pdf(quote: Quote) -> bytes:
    """The quote, to be signed or accepted on its page."""
    request = quote.request
    booking = request.booking
    return _pdf(
        Sheet(
            kind="Devis",
            number=quote.number,
            facts=[("Date", day(quote.issued_on)), ("Valable jusqu’au", day(quote.valid_until))],
            seller=invoices.seller(booking.resource.entity),
            customer=_asked_by(request),
            subject=_subject(request),
            items=hire_prices.read(quote.lines),
            total="Total TTC",
            notes=[
                "Ce devis est gratuit. La salle vous est gardée jusqu’à la date ci-dessus. Pour l’accepter, ouvrez le "
                "lien reçu avec lui, ou renvoyez-le signé avec la mention « bon pour accord ».",
                "La réservation est ferme quand nous l’avons confirmée. Elle s’annule sans frais jusqu’à "
                f"{hire_prices.cancel_hours(booking.resource)} heures avant le début.",
            ],
            signature=True,
        )
    )


def invoice_pdf(invoice: Invoice) -> bytes:
    """The invoice or the credit note, from nothing but its own row."""
    note = invoice.credits
    facts = [
        ("Date", day(invoice.issued_on)),
        ("Date de la prestation", _served(invoice)),
        *([("Annule la facture", f"{note.number} du {day(note.issued_on)}")] if note else []),
        *([] if note else [("À payer avant le", day(invoice.due_on))]),
        *([("Remplace la facture", invoice.replaces.number)] if invoice.replaces else []),
    ]
    return _pdf(
        Sheet(
            kind="Avoir" if note else "Facture",
            number=invoice.number,
            facts=facts,
            seller=invoice.seller,
            customer=invoice.customer,
            subject="Location de salle · prestation de services",
            items=hire_prices.read(invoice.lines),
            total="Montant de l’avoir TTC" if note else "Total à payer TTC",
            notes=_after_credit() if note else _to_pay(invoice),
        )
    )


def _after_credit() -> list[str]:
    return ["Ce que vous avez déjà payé vous est rendu par le même moyen."]


def _to_pay(invoice: Invoice) -> list[str]:
    late = LATE + (LATE_BETWEEN_PROFESSIONALS if invoice.customer["professional"] else "")
    iban = invoice.seller["iban"]
    how = f"Par virement : IBAN {iban}, en rappelant le numéro {invoice.number}. " if iban else ""
    return [how + "Ou par carte, sur la page de votre demande.", late]


def _asked_by(request: HireRequest) -> dict[str, Any]:
    return {
        "name": request.customer_name,
        "attention": request.name if request.organisation else "",
        "address": request.address,
        "siret": request.siret,
    }


def _subject(request: HireRequest) -> str:
    booking = request.booking
    stretch = hire_prices.stretch(booking.starts_at, booking.ends_at, booking.resource)
    people = f"{booking.people} personne{'s' if booking.people > 1 else ''}"
    layout = f", {LAYOUTS[request.layout]}" if request.layout else ""
    return f"{booking.resource.name}, {stretch}\n{people}{layout}"


LAYOUTS = {"seated": "assises", "standing": "debout", "rows": "en rangées", "tables": "à table"}


def _served(invoice: Invoice) -> str:
    starts = hire_prices.local(invoice.served_from, invoice.request.booking.resource).date()
    return day(starts)


def _pdf(it: Sheet) -> bytes:
    page = paper.sheet(paper.A4, margin=MARGIN, title=f"{it.kind} {it.number} · {it.seller['name']}", language="fr")
    page.set_auto_page_break(True, margin=FOOT + 6)
    page.footer = lambda: _foot(page, it)  # type: ignore[method-assign]
    _seller(page, it.seller)
    _title(page, it)
    _customer(page, it.customer)
    _subject_line(page, it.subject)
    _table(page, it.items, franchise=not it.seller["vat_registered"])
    _totals(page, it)
    _notes(page, it)
    if it.signature:
        _signature(page)
    return paper.finished(page)


def _seller(page: FPDF, seller: dict[str, Any]) -> None:
    page.set_xy(MARGIN, MARGIN - 3)
    page.set_font("display", "B", 19)
    page.cell(INNER / 2, 9, seller["name"], new_x="LMARGIN", new_y="NEXT")
    page.set_font("text", "", 9.5)
    page.set_text_color(*SOFT)
    page.multi_cell(INNER / 2 - 6, 4.6, seller["address"], align=LEFT, new_x="LMARGIN", new_y="NEXT")
    page.set_text_color(*INK)


def _title(page: FPDF, it: Sheet) -> None:
    """On the right: what it is, its number, its dates."""
    half = MARGIN + INNER / 2
    page.set_xy(half, MARGIN - 3)
    page.set_font("display", "B", 19)
    page.set_text_color(*TOMATO)
    page.cell(INNER / 2, 9, f"{it.kind} {it.number}", align=RIGHT, new_x="LEFT", new_y="NEXT")
    page.set_text_color(*INK)
    page.set_x(half)
    for name, value in it.facts:
        page.set_x(half)
        page.set_font("text", "", 9.5)
        page.set_text_color(*SOFT)
        page.cell(INNER / 2 - page_width_of(page, value) - 2, 5, name, align=RIGHT)
        page.set_text_color(*INK)
        page.set_font("text", "B", 9.5)
        page.cell(0, 5, value, align=RIGHT, new_x="LMARGIN", new_y="NEXT")


def page_width_of(page: FPDF, text: str) -> float:
    page.set_font("text", "B", 9.5)
    width = page.get_string_width(text)
    page.set_font("text", "", 9.5)
    return width


def _customer(page: FPDF, customer: dict[str, Any]) -> None:
    """Where the window of an envelope is."""
    left, top, width = 110.0, 58.0, WIDTH - MARGIN - 110.0
    page.set_xy(left, top)
    page.set_font("text", "B", 11)
    page.multi_cell(width, 5.4, customer["name"], align=LEFT, new_x="LEFT", new_y="NEXT")
    page.set_font("text", "", 10.5)
    lines = [
        f"À l’attention de {customer['attention']}" if customer["attention"] else "",
        customer["address"],
        f"SIRET {grouped(customer['siret'])}" if customer["siret"] else "",
    ]
    for line in filter(None, lines):
        page.multi_cell(width, 5.2, line, align=LEFT, new_x="LEFT", new_y="NEXT")


def _subject_line(page: FPDF, subject: str) -> None:
    page.set_xy(MARGIN, max(page.get_y() + 14, 100))
    page.set_font("text", "B", 11)
    first, _, rest = subject.partition("\n")
    page.multi_cell(INNER, 5.6, first, align=LEFT, new_x="LMARGIN", new_y="NEXT")
    if rest:
        page.set_font("text", "", 10)
        page.set_text_color(*SOFT)
        page.multi_cell(INNER, 5, rest, align=LEFT, new_x="LMARGIN", new_y="NEXT")
        page.set_text_color(*INK)
    page.ln(5)


def _table(page: FPDF, items: Sequence[Item], *, franchise: bool) -> None:
    heads = ["Désignation", "Quantité", "Prix unitaire HT", "TVA", "Total HT"]
    page.set_font("text", "", 8.5)
    page.set_text_color(*SOFT)
    for width, head, place in zip(COLUMNS, heads, (LEFT, RIGHT, RIGHT, RIGHT, RIGHT), strict=True):
        page.cell(width, 5, head, align=place)
    page.ln(6)
    page.set_text_color(*INK)
    _rule(page, 0.5, INK)
    for item in items:
        _row(page, item, franchise=franchise)
        _rule(page, 0.2, RULE)


def _row(page: FPDF, item: Item, *, franchise: bool) -> None:
    page.set_font("text", "", 10)
    lines = page.multi_cell(COLUMNS[0] - 4, 5, item.label, align=LEFT, dry_run=True, output="LINES")
    height = 5 * len(cast("list[str]", lines))
    if page.will_page_break(height + 4.4):  # a row stays whole
        page.add_page()
    page.ln(2.2)
    top = page.get_y()
    page.multi_cell(COLUMNS[0] - 4, 5, item.label, align=LEFT)
    page.set_xy(MARGIN + COLUMNS[0], top)
    each = hire_prices.half_up(item.unit_cents * hire_prices.BASIS, hire_prices.BASIS + item.vat_bp)
    rate = "–" if franchise else hire_prices.percent(item.vat_bp)
    texts = (hire_prices.amount(item.quantity), euros(each), rate, euros(item.net_cents))
    for width, text in zip(COLUMNS[1:], texts, strict=True):
        page.cell(width, 5, text, align=RIGHT)
    page.set_xy(MARGIN, top + height)
    page.ln(2.2)


def _totals(page: FPDF, it: Sheet) -> None:
    shares = hire_prices.by_rate(it.items)
    if page.will_page_break(45):  # with what says how to pay
        page.add_page()
    net = sum(share.net_cents for share in shares)
    page.ln(5)
    _total(page, "Total HT", net)
    for share in shares:
        if share.vat_bp:
            base = f" sur {euros(share.net_cents)}" if len(shares) > 1 else ""
            _total(page, f"TVA {hire_prices.percent(share.vat_bp)}{base}", share.vat_cents)
    page.ln(1)
    page.set_draw_color(*INK)
    page.set_line_width(0.5)
    page.line(MARGIN + INNER - 84, page.get_y(), WIDTH - MARGIN, page.get_y())
    page.ln(2)
    page.set_font("display", "B", 14)
    total = it.total if it.seller["vat_registered"] else it.total.replace(" TTC", "")
    page.set_x(MARGIN + INNER - 84)
    page.cell(84 - 34, 7, total, align=LEFT)
    page.cell(34, 7, euros(hire_prices.gross_of(it.items)), align=RIGHT, new_x="LMARGIN", new_y="NEXT")
    if not it.seller["vat_registered"]:
        page.set_font("text", "", 9.5)
        page.cell(INNER, 6, FRANCHISE, align=RIGHT, new_x="LMARGIN", new_y="NEXT")


def _total(page: FPDF, name: str, cents: int) -> None:
    page.set_font("text", "", 10)
    page.set_x(MARGIN + INNER - 84)
    page.cell(84 - 34, 5.6, name, align=LEFT)
    page.cell(34, 5.6, euros(cents), align=RIGHT, new_x="LMARGIN", new_y="NEXT")


def _notes(page: FPDF, it: Sheet) -> None:
    page.ln(9)
    page.set_font("text", "", 9.5)
    for note in it.notes:
        page.multi_cell(INNER, 4.7, note, align=LEFT, new_x="LMARGIN", new_y="NEXT")
        page.ln(2)


def _signature(page: FPDF) -> None:
    if page.will_page_break(36):
        page.add_page()
    page.ln(4)
    page.set_font("text", "", 9.5)
    page.set_text_color(*SOFT)
    left = MARGIN + INNER / 2
    page.set_x(left)
    page.cell(INNER / 2, 5, "Bon pour accord, date et signature", new_x="LMARGIN", new_y="NEXT")
    page.set_draw_color(*RULE)
    page.set_line_width(0.2)
    page.rect(left, page.get_y() + 1, INNER / 2, 24)
    page.set_text_color(*INK)


def _foot(page: FPDF, it: Sheet) -> None:
    """Who the seller is before the law, on each page; from the second on, which page of what."""
    seller = it.seller
    who = [f"{seller['name']}, {seller['legal_form']}", seller["legal_mention"]]
    vat = f"TVA intracommunautaire {seller['vat_number']}" if seller["vat_number"] else ""
    number = [f"SIRET {grouped(seller['siret'])}", vat]
    page.set_draw_color(*RULE)
    page.set_line_width(0.2)
    page.line(MARGIN, HEIGHT - FOOT, WIDTH - MARGIN, HEIGHT - FOOT)
    page.set_xy(MARGIN, HEIGHT - FOOT + 3)
    page.set_font("text", "", 8)
    page.set_text_color(*SOFT)
    for parts in (who, number):
        page.multi_cell(INNER, 4, " · ".join(filter(None, parts)), align=Align.C, new_x="LMARGIN", new_y="NEXT")
    if page.page_no() > 1:
        page.cell(INNER, 4, f"{it.kind} {it.number} · page {page.page_no()}", align=Align.C)
    page.set_text_color(*INK)


def _rule(page: FPDF, width: float, colour: tuple[int, int, int]) -> None:
    page.set_draw_color(*colour)
    page.set_line_width(width)
    page.line(MARGIN, page.get_y(), WIDTH - MARGIN, page.get_y())


def day(on: date) -> str:
    with translation.override("fr"):
        spoken = date_format(on, "j F Y")
    return "1er" + spoken[1:] if on.day == 1 else spoken


def grouped(siret: str) -> str:
    """« 999 999 999 00010 »."""
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}" if len(siret) == 14 else siret
