"""The twelve street events of DOMAIN §11.7, as they stand on Monday 23 November 2026; the demo rolls them by weeks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from events.models import Event, EventState

PARIS: Final = ZoneInfo("Europe/Paris")
# The day on which the stories are told.
TOLD_ON: Final = date(2026, 11, 23)
PAPERS: Final = ("insurance", "city-form")
ALL: Final = ("*",)
S, PRICE = EventState, Event.Price


class Slot(NamedTuple):
    """A job of the crew: minutes before and after the event, at least so many people, and who is confirmed."""

    title: str
    title_en: str
    before: int
    after: int
    minimum: int
    who: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()


class Story(NamedTuple):
    slug: str
    day: date
    hours: tuple[float, float]
    site: str
    state: EventState
    title: str
    title_en: str
    summary: str
    summary_en: str
    description: str
    description_en: str
    people: int
    facts: dict[str, Any] = {}
    done: tuple[str, ...] = ()
    capacity: int | None = None
    registered: int = 0
    waiting: int = 0
    fallback: str = ""
    slots: tuple[Slot, ...] = ()
    kit: dict[str, int] = {}
    run_sheet: tuple[tuple[str, str, str], ...] = ()
    bar: bool = False

    def starts_at(self, today: date) -> datetime:
        return self._at(self.hours[0], today)

    def ends_at(self, today: date) -> datetime:
        return self._at(self.hours[1], today)

    def _at(self, hour: float, today: date) -> datetime:
        midnight = datetime(self.day.year, self.day.month, self.day.day, tzinfo=PARIS)
        return midnight + rolled(today) + timedelta(hours=hour)


def rolled(today: date) -> timedelta:
    """Whole weeks since the stories were told, so that a Saturday stays one."""
    return timedelta(weeks=(today - TOLD_ON).days // 7)


SETTING_UP: Final = Slot("Installation", "Setting up", 120, -180, 4, ("Amadou", "Brigitte", "Dimitri", "Elsa"))

STORIES: Final = [
    Story(
        "grande-tablee-de-rentree", date(2026, 9, 19), (14, 18), "louise-bourgeois", S.HELD,
        "Grande tablée de rentrée", "The long table of September",
        "Une seule table de quarante mètres, chacun apporte quelque chose.",
        "One table, forty metres long; everybody brings something.",
        "On s’assoit à côté de quelqu’un qu’on ne connaît pas. Le Préau fait la soupe et le pain, "
        "vous apportez le reste.",
        "Sit beside somebody whom you do not know. Le Préau makes soup and bread, you bring the rest.",
        300, {"food": True, "accessible": True, "keywords": ["repas", "rentrée"]}, ALL,
        slots=(SETTING_UP,), kit={"table": 20, "chaise": 80, "gilet": 8, "secours": 1},
    ),
    Story(
        "troc-de-graines", date(2026, 10, 8), (17, 20), "lecoq-kiosque", S.HELD,
        "Troc de graines et marc de café", "Seeds and coffee grounds, swapped",
        "Apportez vos graines, repartez avec celles des autres et un seau de marc.",
        "Bring your seeds, leave with other people’s and a bucket of coffee grounds.",
        "Les cafés du quartier donnent leur marc, nous l’apportons en vélo cargo.",
        "The cafés around us give their grounds, we bring them by cargo bike.",
        80, {"keywords": ["jardin"], "accessible": True}, ALL,
        slots=(Slot("Accueil et troc", "Welcome and swapping", 60, 30, 2, ("Ginette", "Paul")),),
        kit={"table": 6, "velo-cargo": 1},
    ),
    Story(
        "soupe-du-marche", date(2026, 11, 14), (10, 13), "saint-pierre", S.CANCELLED,
        "Soupe du marché", "Soup at the market",
        "Les invendus du marché deviennent une soupe, à table à midi.",
        "What the market could not sell becomes soup, served at noon.",
        "On épluche ensemble dès dix heures, avec les maraîchers.",
        "We peel together from ten o’clock on, with the growers.",
        120, {"food": True, "registers": True, "keywords": ["repas", "anti-gaspi"]}, ALL, capacity=60, registered=40,
        slots=(Slot("Épluchage", "Peeling", 60, 0, 4, ("Amadou", "Camille", "Hugo", "Jeanne")),
               Slot("Service", "Serving", 0, 60, 2, ("Rosa", "Yuki"))),
        kit={"marmite": 1, "gaz": 2, "barnum": 2, "table": 6},
    ),
    Story(
        "veillee-lampions", date(2026, 12, 11), (17, 20), "amboise", S.PUBLISHED,
        "Veillée lampions et vin chaud sans alcool", "Lanterns and mulled apple juice",
        "On allume cent lampions autour de la fontaine, avec du jus de pomme chaud aux épices.",
        "A hundred lanterns around the fountain, with hot spiced apple juice.",
        "Les enfants fabriquent leur lampion dès dix-sept heures. À dix-neuf heures, on les pose tous sur les marches. "
        "Venez chaudement habillé·e.",
        "Children make their lantern from five o’clock. At seven we set them all on the steps. Dress warmly.",
        150, {"food": True, "registers": True, "accessible": True, "keywords": ["hiver", "enfants"],
              "accessibility": "Accès de plain-pied par la rue Sainte-Claire ; boucle magnétique à l’accueil.",
              "accessibility_en": "Step-free by rue Sainte-Claire; hearing loop at the welcome table."},
        ("insurance", "city-form", "declaration", "authorisation"), capacity=40, registered=23, fallback="HALL",
        slots=(Slot("Atelier lampions", "Lantern workshop", 60, -60, 3, ("Brigitte", "Ginette", "Yuki")),
               Slot("Vin chaud", "Hot drinks", 30, 0, 3, ("Paul", "Félix"), ("Mariam",)),
               Slot("Rangement", "Clearing up", -180, 90, 2, ("Léo", "Dimitri"))),
        kit={"guirlande": 10, "gaz": 2, "marmite": 1, "table": 6, "extincteur": 2, "secours": 1, "gilet": 6},
        run_sheet=(("15:30", "Départ des vélos cargo", "Dimitri"), ("16:00", "Tables et guirlandes", "Léo"),
                   ("16:30", "Allumage des brûleurs, extincteurs en place", "Paul"),
                   ("17:00", "Ouverture de l’atelier", "Brigitte"), ("19:00", "On pose les lampions", "tout le monde"),
                   ("19:45", "Extinction, on compte", "Yuki"), ("20:00", "Rangement", "Léo")),
    ),
    Story(
        "le-banc-des-inconnus", date(2027, 1, 21), (12, 14), "kessler", S.PUBLISHED,
        "Le Banc des inconnus", "The strangers’ bench",
        "Deux chaises, un thé, quelqu’un que vous ne connaissez pas. Vingt minutes.",
        "Two chairs, a cup of tea, somebody whom you do not know. Twenty minutes.",
        "On tire une question d’un chapeau, et l’on se parle. Rien d’autre.",
        "You draw a question from a hat and talk. Nothing else.",
        40, {"registers": True, "accessible": True, "keywords": ["rencontre"]}, PAPERS, capacity=12, registered=12,
        waiting=3, fallback="HALL",
        slots=(Slot("Accueil", "Welcome", 30, 30, 2, ("Camille",), ("Elsa",)),), kit={"chaise": 12, "table": 3},
        run_sheet=(("11:30", "Chaises et bouilloires", "Camille"), ("12:00", "Premières paires", "Camille"),
                   ("13:45", "Dernières paires", "Camille")),
    ),
    Story(
        "projection-courte", date(2027, 2, 5), (18, 21), "jaude", S.FILED,
        "Projection courte en plein air", "Short films under the sky",
        "Une heure de courts métrages sur un drap, la semaine du festival.",
        "An hour of short films on a sheet, in the week of the festival.",
        "Plaids et bouillon fournis.", "Blankets and broth provided.",
        700, {"sound": True, "music": True, "keywords": ["cinéma"]}, PAPERS,
        slots=(Slot("Projection", "Projection", 180, 60, 4, ("Hugo",)),), kit={"sono": 1, "gilet": 12, "barnum": 2},
    ),
    Story(
        "velo-cuisine", date(2027, 3, 20), (9, 17), "delille", S.PREPARED,
        "Vélo-cuisine : disco-soupe mobile", "Kitchen on wheels: a moving disco soup",
        "La marmite roule du marché à la place, on épluche en musique.",
        "The pot rides from the market to the square; we peel to music.",
        "Trois arrêts, une seule soupe.", "Three stops, one soup.",
        200, {"food": True, "music": True, "city_kit": True, "keywords": ["repas", "vélo"]},
        kit={"velo-cargo": 2, "marmite": 1, "gaz": 2},
    ),
    Story(
        "semis-geant", date(2027, 4, 3), (14, 18), "montjuzet", S.IDEA,
        "Semis géant avec la ferme urbaine", "The great sowing, with the city farm",
        "Mille godets, mille mains.", "A thousand pots, a thousand hands.", "", "", 250, fallback="HALL",
    ),
    Story(
        "jeux-de-rue", date(2027, 4, 24), (15, 19), "croix-de-neyrat", S.FILED,
        "Jeux de rue intergénérationnels", "Street games for all ages",
        "Palets, élastique, dames géantes : les règles de chaque pays.",
        "Quoits, elastics, giant draughts: the rules of every country.",
        "Chacun apprend un jeu à quelqu’un qui a vingt ans de plus ou de moins.",
        "Everybody teaches a game to somebody twenty years older or younger.",
        180, {"bar": True, "accessible": True, "keywords": ["jeux", "enfants"]}, PAPERS, bar=True,
        slots=(Slot("Tenir un jeu", "Running a game", 60, 30, 6, ("Amadou", "Ginette"), ("Rosa",)),),
        kit={"table": 10, "chaise": 40, "comptoir": 1},
    ),
    Story(
        "banquet-des-voisins", date(2027, 5, 15), (11, 16), "henri-dunant", S.MOVED,
        "Banquet des voisins de Saint-Jacques", "The neighbours’ banquet in Saint-Jacques",
        "Cent vingt couverts au pied des tours, prix libre.", "A hundred and twenty covers below the towers; pay what "
        "you can.",
        "On cuisine la veille au centre social, on dresse ensemble le matin.",
        "We cook the day before at the social centre, and lay the tables together in the morning.",
        120, {"food": True, "bar": True, "price": PRICE.FREE_PRICE, "registers": True, "accessible": True,
              "keywords": ["repas", "quartier"]},
        (*PAPERS, "authorisation"), capacity=120, registered=17, bar=True, fallback="HALL",
        slots=(Slot("Cuisine", "Cooking", 180, -180, 4, ("Brigitte", "Paul")),), kit={"table": 20, "chaise": 80},
    ),
    Story(
        "bal-trad", date(2027, 5, 28), (17, 22), "cooperative-de-mai", S.PREPARED,
        "Bal trad et buvette", "Folk dance and a bar",
        "Bourrées, scottishs et un plancher : on apprend les pas dès dix-sept heures.",
        "Bourrées, schottisches and a wooden floor; we teach the steps from five o’clock.",
        "Fin de la musique à vingt-deux heures, promis aux voisins.",
        "Music ends at ten, as promised to the neighbours.",
        400, {"music": True, "sound": True, "bar": True, "price": PRICE.FIXED, "price_cents": 500, "registers": True,
              "keywords": ["danse", "musique"]},
        capacity=300, bar=True, kit={"sono": 1, "comptoir": 1, "guirlande": 12},
    ),
    Story(
        "forum-des-petits-boulots", date(2027, 6, 12), (10, 18), "cezeaux", S.IDEA,
        "Forum des p’tits boulots et repas partagé", "Odd jobs fair and shared meal",
        "Des annonces sur des cordes à linge, et une grande table au milieu.",
        "Job offers on washing lines, and a long table in the middle.", "", "", 350, {"food": True},
    ),
]  # fmt: skip
