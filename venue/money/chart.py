"""The chart of accounts that books are opened with: numbers of the French PCG, which an accountant may change.

Code only ever says the role. The fund is a *fonds dédié* (19x), for an association under ANC 2018-06; suspended meals
are advances of customers (419); see DOMAIN §4.4.
"""

from typing import NamedTuple


class Opening(NamedTuple):
    role: str
    number: str
    name: str
    name_en: str


CHART = [
    Opening("solidarity_fund", "196", "Fonds de solidarité", "Solidarity fund"),
    Opening("prescriber_receivable", "411", "Prescripteurs", "Prescribers"),
    Opening("customers", "4111", "Clients", "Customers"),
    Opening("suspended_meals", "4191", "Repas suspendus", "Suspended meals"),
    Opening("vat_collected", "44571", "TVA collectée", "VAT collected"),
    Opening("card", "5115", "Cartes à encaisser", "Cards in transit"),
    Opening("bank", "512", "Banque", "Bank"),
    Opening("cash", "530", "Caisse", "Cash"),
    Opening("stripe_fees", "627", "Frais de paiement en ligne", "Online payment fees"),
    Opening("cash_difference", "6588", "Écarts de caisse", "Cash differences"),
    Opening("meals", "706", "Repas", "Meals"),
    Opening("coworking", "7083", "Coworking et salles", "Coworking and rooms"),
    Opening("room_hire", "70832", "Locations de salles", "Room hire"),
    Opening("events", "7084", "Événements", "Events"),
    Opening("grants", "74", "Subventions", "Grants"),
    Opening("adjustments", "7588", "Régularisations du fonds", "Fund adjustments"),
]

# How money comes in; closings show their net totals one by one.
MEANS = ("card", "cash", "bank", "prescriber_receivable")
