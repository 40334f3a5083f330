"""A quote and an invoice say all that French law asks for (L441-9 code de commerce; 242 nonies A, annexe II CGI)."""

from __future__ import annotations

import io

import pytest
import time_machine
from pypdf import PdfReader

from coworking import hire, hire_paper, invoices
from coworking.hire_prices import Item
from tests.coworking import cast, hiring
from venue.house.models import OperatingEntity

pytestmark = pytest.mark.django_db

BY = hiring.MANAGER
SELLER = ["SCIC Le Préau, SCIC (SAS)", "12 rue Rabanesse", "SIRET 999 999 999 00010", "FR14999999999"]
CUSTOMER = ["Les Amis du Piano", "À l’attention de Dora Petit", "3 rue du Port, 63000 Clermont-Ferrand"]
LINE = ["Grande salle, jeudi 26 novembre 2026, 18 h 30 – 22 h", "100,00 €", "TVA 20 % 20,00 €", "120,00 €"]
LATE = ["trois fois le taux d’intérêt légal", "indemnité forfaitaire de 40 €", "Pas d’escompte"]


@pytest.fixture(autouse=True)
def monday() -> object:
    with time_machine.travel(cast.MONDAY, tick=False):
        hiring.scic(legal_form="scic_sas")
        yield


def words(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def missing(expected: list[str], said: str) -> list[str]:
    return [each for each in expected if each not in said]


def test_a_quote_says_who_what_how_much_and_until_when() -> None:
    said = words(hire_paper.quote_pdf(hire.quote(hiring.asked().pk, by=BY)))
    dates = ["Devis D2026-0001", "Date 23 novembre 2026", "Valable jusqu’au 26 novembre 2026", "Bon pour accord"]
    assert missing([*SELLER, *CUSTOMER, *LINE, *dates], said) == []


def test_an_invoice_says_what_the_law_asks_for() -> None:
    said = words(hire_paper.invoice_pdf(hire.invoice(hiring.approved().pk, by=BY)))
    dates = ["Facture 2026-0001", "Date de la prestation 26 novembre 2026", "À payer avant le 23 décembre 2026"]
    assert missing([*SELLER, *CUSTOMER, *LINE, *LATE, *dates, "IBAN FR00 0000"], said) == []


def test_a_person_owes_no_indemnity_of_professionals() -> None:
    person = hiring.approved(hiring.asked(customer="person", organisation=""), ("Grande salle", 6000))
    said = words(hire_paper.invoice_pdf(hire.invoice(person.pk, by=BY)))
    assert missing(LATE, said) == ["indemnité forfaitaire de 40 €"]


def test_a_body_without_vat_says_why() -> None:
    OperatingEntity.objects.update(vat_registered=False)
    said = words(hire_paper.invoice_pdf(hire.invoice(hiring.approved().pk, by=BY)))
    assert "TVA non applicable, art. 293 B du CGI" in said
    assert [word for word in ("TTC", "20 %", "FR14") if word in said] == []


def test_a_credit_note_names_the_invoice_that_it_takes_back() -> None:
    note = invoices.credit(hire.invoice(hiring.approved().pk, by=BY), reason="wrong", by=BY)
    said = words(hire_paper.invoice_pdf(note))
    assert missing(["Avoir 2026-0002", "Annule la facture 2026-0001 du 23 novembre 2026", "120,00 €"], said) == []


def test_the_paper_stays_as_it_was_written() -> None:
    invoice = hire.invoice(hiring.approved().pk, by=BY)
    before = words(hire_paper.invoice_pdf(invoice))
    OperatingEntity.objects.update(name="Another", address="Elsewhere", vat_registered=False)
    invoice.request.organisation = "Another"
    invoice.request.save()
    invoice.refresh_from_db()
    assert words(hire_paper.invoice_pdf(invoice)) == before


def test_many_lines_take_a_second_page_with_its_number() -> None:
    request = hiring.asked()
    items = [
        Item(f"Jour {day}, avec les chaises, les tables et le vidéoprojecteur en plus", 100, 100, 2000)
        for day in range(12)
    ]
    pages = PdfReader(io.BytesIO(hire_paper.quote_pdf(hire.quote(request.pk, by=BY, items=items)))).pages
    assert [len(pages), "page 2" in pages[1].extract_text()] == [2, True]
