"""The sets of rules that a house begins with: Clermont-Ferrand's streets, the campus in Aubière, and the house's own
rooms (DOMAIN §6.1, §9).

They are seeds: every house has them from its first day, by a migration. Once in the database, a manager changes them
there, with a date from which the change holds.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from events.models import Deadline, RuleSet

ASKS, UNIT = Deadline.Asks, Deadline.Unit
# Rules are older than the house.
SINCE: Final = date(2024, 1, 1)

CITY: Final[list[dict[str, Any]]] = [
    {
        "key": "insurance",
        "title": "Assurance responsabilité civile",
        "title_en": "Liability insurance",
        "advice": "À joindre au formulaire de la ville : sans elle, rien n’est instruit.",
        "advice_en": "Goes with the town's form: nothing is looked at without it.",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 60,
        "mandatory": True,
        "needs_file": True,
        "legal_ref": "V80, V82",
    },
    {
        "key": "city-form",
        "title": "Formulaire de manifestation sur le domaine public",
        "title_en": "Form for an event on public space",
        "advice": "Par courriel au DCUPEP, avec le représentant légal, le contact sur place et son mobile.",
        "advice_en": "By e-mail to the DCUPEP, with the legal representative and the mobile of who is on site.",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 60,
        "mandatory": True,
        "needs_file": True,
        "legal_ref": "V80, V82",
    },
    {
        "key": "city-kit",
        "title": "Demande de matériel à la ville",
        "title_en": "Request for the town's kit",
        "advice": "Direction du soutien logistique, trois mois avant.",
        "advice_en": "Logistics department, three months before.",
        "asked_of": ASKS.CITY_KIT,
        "days": 90,
        "legal_ref": "V80",
    },
    {
        "key": "declaration",
        "title": "Déclaration préalable en préfecture",
        "title_en": "Prior declaration to the prefecture",
        "advice": "Organisateur, objet, lieu, horaires, nombre attendu, sécurité. Le récépissé est immédiat.",
        "advice_en": "Organiser, purpose, place, hours, number expected, safety. The receipt is given at once.",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 3,
        "earliest_days": 15,
        "unit": UNIT.CLEAR_DAYS,
        "mandatory": True,
        "needs_file": True,
        "legal_ref": "CSI L211-1, L211-2 (V81)",
    },
    {
        "key": "authorisation",
        "title": "Autorisation d’occuper le domaine public",
        "title_en": "Permit to occupy public space",
        "advice": "L’arrêté de la ville, à garder sur place.",
        "advice_en": "The town's order, to be kept on site.",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 2,
        "mandatory": True,
        "needs_file": True,
        "legal_ref": "CG3P L2122-1",
    },
    {
        "key": "tents",
        "title": "Dossier chapiteaux et tentes",
        "title_en": "File for tents",
        "advice": "Extrait du registre de sécurité, notice d’implantation.",
        "advice_en": "Extract of the safety register, plan of where they stand.",
        "asked_of": ASKS.TENTS,
        "days": 60,
        "mandatory": True,
        "legal_ref": "V56, V82",
    },
    {
        "key": "bar",
        "title": "Demande de buvette temporaire",
        "title_en": "Request for a temporary bar",
        "advice": "À la mairie. Cinq par an et par association.",
        "advice_en": "To the town hall. Five a year for each association.",
        "asked_of": ASKS.BAR,
        "days": 15,
        "mandatory": True,
        "legal_ref": "CSP L3334-2 (V42)",
    },
    {
        "key": "sacem",
        "title": "Déclaration à la SACEM",
        "title_en": "Declaration of music to the SACEM",
        "advice": "Quinze jours avant : 20 % de moins.",
        "advice_en": "Fifteen days before: 20 % less.",
        "asked_of": ASKS.MUSIC,
        "days": 15,
        "working_day": False,
        "legal_ref": "V84, V85",
    },
    {
        "key": "large",
        "title": "Dossier de grand rassemblement",
        "title_en": "File for a large gathering",
        "advice": "Fiche d’information au maire, dispositif de secours.",
        "advice_en": "Information sheet to the mayor, first-aid post.",
        "asked_of": ASKS.LARGE,
        "from_people": 1500,
        "days": 60,
        "mandatory": True,
        "legal_ref": "V83",
    },
    {
        "key": "neighbours",
        "title": "Mot aux voisins",
        "title_en": "Note to the neighbours",
        "advice": "Une affiche A4 dans les entrées, un SMS à la liste.",
        "advice_en": "An A4 sheet in the entrances, a text message to the list.",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 7,
        "working_day": False,
        "legal_ref": "REQ-S6",
    },
]
# The campus has another owner and another mayor: the same law, other desks and other days (DOMAIN §6.1).
CAMPUS: Final[list[dict[str, Any]]] = [
    {
        "key": "insurance",
        "title": "Assurance responsabilité civile",
        "title_en": "Liability insurance",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 45,
        "mandatory": True,
        "needs_file": True,
        "legal_ref": "V82",
    },
    {
        "key": "owner",
        "title": "Accord de l’université, propriétaire du terrain",
        "title_en": "Consent of the university, which owns the ground",
        "advice": "À la direction du campus, avec le plan.",
        "advice_en": "To the campus office, with the plan.",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 45,
        "mandatory": True,
        "needs_file": True,
        "legal_ref": "DOMAIN §6.1",
    },
    {
        "key": "town-hall",
        "title": "Information de la mairie d’Aubière",
        "title_en": "Notice to the town hall of Aubière",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 30,
        "mandatory": True,
        "legal_ref": "DOMAIN §6.1",
    },
    {
        "key": "declaration",
        "title": "Déclaration préalable",
        "title_en": "Prior declaration",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 3,
        "earliest_days": 15,
        "unit": UNIT.CLEAR_DAYS,
        "mandatory": True,
        "needs_file": True,
        "legal_ref": "CSI L211-1, L211-2 (V81)",
    },
    {
        "key": "sacem",
        "title": "Déclaration à la SACEM",
        "title_en": "Declaration of music to the SACEM",
        "asked_of": ASKS.MUSIC,
        "days": 15,
        "working_day": False,
        "legal_ref": "V84, V85",
    },
    {
        "key": "tents",
        "title": "Dossier chapiteaux et tentes",
        "title_en": "File for tents",
        "advice": "À la mairie d’Aubière : extrait du registre de sécurité, notice d’implantation.",
        "advice_en": "To the town hall of Aubière: extract of the safety register, plan of where they stand.",
        "asked_of": ASKS.TENTS,
        "days": 60,
        "mandatory": True,
        "legal_ref": "V56, V82",
    },
    {
        "key": "bar",
        "title": "Demande de buvette temporaire",
        "title_en": "Request for a temporary bar",
        "advice": "À la mairie d’Aubière. Cinq par an et par association, toutes communes confondues.",
        "advice_en": "To the town hall of Aubière. Five a year for each association, in all towns together.",
        "asked_of": ASKS.BAR,
        "days": 15,
        "mandatory": True,
        "legal_ref": "CSP L3334-2 (V42)",
    },
    {
        "key": "sound",
        "title": "Horaires et volume de la sonorisation",
        "title_en": "Hours and volume of the sound system",
        "advice": "Avec l’information de la mairie : elle seule peut déroger aux horaires.",
        "advice_en": "With the notice to the town hall: it alone can allow other hours.",
        "asked_of": ASKS.SOUND,
        "days": 30,
        "legal_ref": "V86",
    },
    {
        "key": "large",
        "title": "Dossier de grand rassemblement",
        "title_en": "File for a large gathering",
        "advice": "Fiche d’information au maire d’Aubière, dispositif de secours.",
        "advice_en": "Information sheet to the mayor of Aubière, first-aid post.",
        "asked_of": ASKS.LARGE,
        "from_people": 1500,
        "days": 60,
        "mandatory": True,
        "legal_ref": "V83",
    },
    {
        "key": "neighbours",
        "title": "Mot aux voisins",
        "title_en": "Note to the neighbours",
        "advice": "Les résidences et les laboratoires autour : une affiche A4, un courriel à la direction du campus.",
        "advice_en": "The halls and laboratories around: an A4 sheet, an e-mail to the campus office.",
        "asked_of": ASKS.PUBLIC_SPACE,
        "days": 7,
        "working_day": False,
        "legal_ref": "REQ-S6",
    },
]
# Inside nobody occupies public space; a bar that is not of every day and music are asked for as elsewhere.
ROOMS: Final[list[dict[str, Any]]] = [
    {
        "key": "bar",
        "title": "Demande de buvette temporaire",
        "title_en": "Request for a temporary bar",
        "advice": "À la mairie. Cinq par an et par association.",
        "advice_en": "To the town hall. Five a year for each association.",
        "asked_of": ASKS.BAR,
        "days": 15,
        "mandatory": True,
        "legal_ref": "CSP L3334-2 (V42)",
    },
    {
        "key": "sacem",
        "title": "Déclaration à la SACEM",
        "title_en": "Declaration of music to the SACEM",
        "advice": "Quinze jours avant : 20 % de moins.",
        "advice_en": "Fifteen days before: 20 % less.",
        "asked_of": ASKS.MUSIC,
        "days": 15,
        "working_day": False,
        "legal_ref": "V84, V85",
    },
]
# The set of every house's own rooms; no site of the street has it.
HOUSE: Final = "house"
# By these keys the owner of a ground says yes: with this paper the event is authorised.
PERMITS: Final = ("authorisation", "owner")
SETS: Final = {
    "clermont-ferrand": ("Ville de Clermont-Ferrand", "City of Clermont-Ferrand", CITY),
    "cezeaux": ("Campus des Cézeaux, Aubière", "Cézeaux campus, Aubière", CAMPUS),
    HOUSE: ("Salles de la maison", "Rooms of the house", ROOMS),
}


def seed(sets: Any = RuleSet, using: str | None = None, only: Collection[tuple[str, str]] = ()) -> None:
    """The sets above, once: what a manager has changed since stays. A migration brings its own class of them, and a
    later one names by `only` (set, key) what has come since: what was taken away meanwhile does not come back.
    """
    for code, (name, name_en, deadlines) in SETS.items():
        rules, _new = sets.objects.using(using).get_or_create(code=code, defaults={"name": name, "name_en": name_en})
        for position, facts in enumerate(deadlines):
            told = facts | {"position": position}
            key = told.pop("key")
            if not only or ((code, key) in only and not rules.deadlines.filter(key=key).exists()):
                rules.deadlines.get_or_create(key=key, valid_from=SINCE, defaults=told)
