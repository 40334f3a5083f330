"""The demo's sites and kit (DOMAIN §11.7): real squares, their points as exact as the sources say."""

from __future__ import annotations

from typing import Final, NamedTuple

from events.models import KitItem, RuleSet, Site
from venue.house.models import Building


class Place(NamedTuple):
    code: str
    name: str
    name_en: str
    latitude: str
    longitude: str
    is_exact: bool
    capacity: int | None = None
    rules: str = "clermont-ferrand"
    city: str = "Clermont-Ferrand"
    postcode: str = "63000"
    facts: dict[str, str] = {}


PLACES: Final = [
    Place(
        "louise-bourgeois", "Place Louise-Bourgeois", "Place Louise-Bourgeois", "45.7719", "3.0808", False, 400,
        facts={
            "power": "Borne 2 × 16 A au pied du platane nord, clé au DSL.",
            "water": "Fontaine à boire, pas de raccord.",
            "toilets": "Au Préau, à 150 m.",
            "access": "Tram A, arrêt Universités, puis trois minutes à pied.",
            "access_en": "Tram A to Universités, then three minutes on foot.",
            "lorry": "Rue Rabanesse, dépose dix minutes.",
            "step_free": "De plain-pied par la rue Kessler.",
            "rescue_lane": "Quatre mètres libres le long de la façade sud.",
        },
    ),
    Place(
        "lecoq-theatre", "Jardin Lecoq, théâtre de verdure", "Jardin Lecoq, open-air theatre", "45.7726", "3.0887",
        True, 300,
        facts={
            "power": "Armoire du théâtre, 32 A, gardien.",
            "water": "Point d’eau derrière la scène.",
            "toilets": "Toilettes publiques, entrée boulevard Lafayette.",
            "access": "Entrée boulevard François-Mitterrand, arrêt de bus Lecoq.",
            "access_en": "Entrance on boulevard François-Mitterrand, bus stop Lecoq.",
            "step_free": "Allée centrale stabilisée ; gradins non accessibles, place devant la scène.",
            "rescue_lane": "Allée des serres.",
        },
    ),
    Place("lecoq-kiosque", "Jardin Lecoq, sous le kiosque", "Jardin Lecoq, under the bandstand", "45.7729", "3.0881",
          True, 120, facts={"access": "Au milieu du jardin, près du bassin.",
                            "access_en": "In the middle of the garden, by the pond."}),
    Place(
        "saint-pierre", "Marché Saint-Pierre", "Marché Saint-Pierre", "45.7795", "3.0827", False, 250,
        facts={
            "power": "Coffret du marché, 16 A, placier.",
            "water": "Robinet de la halle.",
            "access": "Parvis de la halle, côté rue de la Boucherie.",
            "access_en": "In front of the market hall, rue de la Boucherie side.",
            "lorry": "Avant 8 h, rue de la Boucherie.",
        },
    ),
    Place(
        "amboise", "Square Olympe-de-Gouges, fontaine d’Amboise", "Square Olympe-de-Gouges, Amboise fountain",
        "45.7808", "3.0880", True, 200,
        facts={
            "power": "Aucune : batterie seulement.",
            "water": "Fontaine non potable, venir avec des bidons.",
            "toilets": "Sanitaire automatique place de la Poterne.",
            "access": "En haut de la place de la Poterne.",
            "access_en": "At the top of place de la Poterne.",
            "step_free": "Par la rue Sainte-Claire ; l’escalier du square est raide.",
            "rescue_lane": "Côté préfecture, quatre mètres.",
        },
    ),
    Place("kessler", "Rue Kessler", "Rue Kessler", "45.7724", "3.0815", False, 60,
          facts={"access": "Trottoir large devant la faculté de lettres.",
                 "access_en": "Wide pavement in front of the faculty of arts.", "step_free": "De plain-pied."}),
    Place(
        "jaude", "Place de Jaude", "Place de Jaude", "45.7763", "3.0822", True, 1400,
        facts={
            "power": "Bornes événementielles 32 A, à demander avec le formulaire.",
            "toilets": "Centre Jaude jusqu’à 20 h.",
            "access": "Tram A, arrêt Jaude.",
            "access_en": "Tram A to Jaude.",
            "lorry": "Entrée rue Blatin, badge de la borne.",
            "step_free": "De plain-pied.",
            "rescue_lane": "Axe nord-sud, six mètres, jamais occupé.",
        },
    ),
    Place("delille", "Place Delille", "Place Delille", "45.7797", "3.0914", False, 300,
          facts={"access": "Tram A, arrêt Delille-Montlosier.", "access_en": "Tram A to Delille-Montlosier.",
                 "water": "Borne fontaine."}),
    Place("montjuzet", "Parc de Montjuzet", "Parc de Montjuzet", "45.7888", "3.0736", True, 500,
          facts={"access": "Entrée chemin de Bancillon, bus 4.", "access_en": "Chemin de Bancillon entrance, bus 4.",
                 "toilets": "Près du belvédère."}),
    Place("croix-de-neyrat", "Croix-de-Neyrat, place du tram", "Croix-de-Neyrat, by the tram", "45.811", "3.107",
          False, 350, postcode="63100",
          facts={"access": "Tram A, arrêt Croix-de-Neyrat.", "access_en": "Tram A to Croix-de-Neyrat.",
                 "step_free": "De plain-pied."}),
    Place("henri-dunant", "Place Henri-Dunant", "Place Henri-Dunant", "45.7626", "3.0868", False, 300,
          facts={"access": "Tram A, arrêt CHU Gabriel-Montpied.", "access_en": "Tram A to CHU Gabriel-Montpied.",
                 "toilets": "Centre social, ouvert pour nous."}),
    Place("cooperative-de-mai", "Parvis de la Coopérative de Mai", "Forecourt of the Coopérative de Mai", "45.7881",
          "3.1004", True, 800,
          facts={"access": "Tram A, arrêt Stade Marcel-Michelin.", "access_en": "Tram A to Stade Marcel-Michelin.",
                 "power": "Tableau de la salle, 32 A."}),
    Place("cezeaux", "Campus des Cézeaux", "Cézeaux campus", "45.7595", "3.1115", True, 600, "cezeaux", "Aubière",
          "63170", {"access": "Tram A, arrêt Cézeaux-Pellez.", "access_en": "Tram A to Cézeaux-Pellez.",
                    "power": "Bâtiment de la vie étudiante."}),
    Place("marq", "Montferrand, place Louis-Deteix", "Montferrand, place Louis-Deteix", "45.7972", "3.1119", True, 300,
          postcode="63100"),
    Place("victoire", "Place de la Victoire", "Place de la Victoire", "45.7785", "3.0858", True, 400),
    Place("gare", "Parvis de la gare", "Station forecourt", "45.7789", "3.1005", False, 500),
]  # fmt: skip
# Where one goes when it rains.
USUAL_PLAN_B: Final = {"lecoq-theatre": "lecoq-kiosque"}

# (code, French, English, how many): DOMAIN §11.7.
KIT: Final = [
    ("barnum", "Barnum 3 × 3 m", "Tent, 3 × 3 m", 6),
    ("table", "Table pliante", "Folding table", 20),
    ("chaise", "Chaise", "Chair", 80),
    ("velo-cargo", "Vélo cargo", "Cargo bike", 2),
    ("sono", "Sono sur batterie", "Battery PA", 1),
    ("guirlande", "Guirlande lumineuse", "String light", 12),
    ("secours", "Trousse de secours", "First-aid kit", 2),
    ("extincteur", "Extincteur", "Fire extinguisher", 4),
    ("gaz", "Brûleur à gaz", "Gas burner", 3),
    ("marmite", "Marmite de 50 L", "Soup pot, 50 L", 1),
    ("gilet", "Gilet fluo", "Hi-vis vest", 30),
    ("comptoir", "Comptoir", "Counter", 1),
]


def seed_sites() -> None:
    """Once: what a visitor of the demo has changed stays."""
    rules = RuleSet.objects.in_bulk(field_name="code")
    for it in PLACES:
        facts = {
            "name": it.name,
            "name_en": it.name_en,
            "city": it.city,
            "postcode": it.postcode,
            "latitude": it.latitude,
            "longitude": it.longitude,
            "is_exact": it.is_exact,
            "capacity": it.capacity,
            "rule_set": rules[it.rules],
        }
        Site.objects.get_or_create(code=it.code, defaults=facts | it.facts)
    for code, other in USUAL_PLAN_B.items():
        Site.objects.filter(code=code, fallback=None).update(fallback=Site.objects.get(code=other))


def seed_kit(house: Building) -> None:
    for position, (code, name, name_en, quantity) in enumerate(KIT):
        facts = {"building": house, "name": name, "name_en": name_en, "quantity": quantity, "position": position}
        KitItem.objects.get_or_create(code=code, defaults=facts | {"kept_at": "Remise de la cour"})
