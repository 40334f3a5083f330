"""The menus of the demo week, DOMAIN §11.5, dish by dish: what each contains, and (in round brackets there) may."""

from __future__ import annotations

from typing import Final, NamedTuple

from canteen.models import Course, Tag

STARTER, MAIN, DESSERT = Course.STARTER, Course.MAIN, Course.DESSERT
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = 1, 2, 3, 4, 5


class DemoDish(NamedTuple):
    course: Course
    name_fr: str
    name_en: str
    contains: str = ""
    may_contain: str = ""
    tags: tuple[Tag, ...] = ()
    unanswered: str = ""


VEGETARIAN, VEGAN = (Tag.VEGETARIAN,), (Tag.VEGETARIAN, Tag.VEGAN)

# fmt: off
LUNCHES: Final[dict[int, list[DemoDish]]] = {
    TUESDAY: [
        DemoDish(STARTER, "Velouté de potimarron", "Red kuri squash soup", "celery", "",
                 (*VEGAN, Tag.BIO, Tag.CIRCUIT_COURT)),
        DemoDish(MAIN, "Dahl de lentilles vertes du Puy, riz", "Le Puy green lentil dal, rice", "", "mustard",
                 (*VEGAN, Tag.BIO, Tag.AOCAOP)),
        DemoDish(DESSERT, "Compote pomme-coing", "Stewed apple and quince", "", "",
                 (*VEGAN, Tag.BIO, Tag.CIRCUIT_COURT)),
    ],
    WEDNESDAY: [
        DemoDish(STARTER, "Salade betterave-noix", "Beetroot and walnut salad", "nuts mustard sulphites", "",
                 (*VEGAN, Tag.BIO, Tag.LOCAL)),
        DemoDish(MAIN, "Truffade, salade verte", "Truffade (potatoes and young cheese), green salad",
                 "milk mustard sulphites", "", (*VEGETARIAN, Tag.LOCAL)),
        DemoDish(DESSERT, "Poire au chocolat", "Pear with chocolate", "milk", "", (*VEGETARIAN, Tag.BIO)),
    ],
    THURSDAY: [
        DemoDish(STARTER, "Houmous, crudités", "Hummus, raw vegetables", "sesame", "", (*VEGAN, Tag.BIO)),
        DemoDish(MAIN, "Couscous de légumes, pois chiches", "Vegetable couscous, chickpeas", "gluten celery", "nuts",
                 (*VEGAN, Tag.BIO, Tag.COMMERCE_EQUITABLE)),
        DemoDish(DESSERT, "Semoule au lait d’avoine", "Semolina with oat milk", "gluten", "", (*VEGAN, Tag.BIO)),
    ],
    FRIDAY: [
        DemoDish(STARTER, "Chou rouge râpé, raisins", "Red cabbage slaw, raisins", "sulphites", "", (*VEGAN, Tag.BIO)),
        DemoDish(MAIN, "Brandade de colin", "Pollock brandade", "fish milk", "gluten", (Tag.PECHE_DURABLE,)),
        DemoDish(MAIN, "Brandade de haricots", "White bean brandade", "milk", "gluten", (*VEGETARIAN, Tag.BIO)),
        DemoDish(DESSERT, "Yaourt, confiture", "Yoghurt, jam", "milk", "", (*VEGETARIAN, Tag.BIO)),
        # Nobody knows yet which cream will come: it stays off the menu until a cook has answered for soya.
        DemoDish(DESSERT, "Flan à la crème végétale", "Plant-cream flan", "gluten", "", VEGAN, unanswered="soya"),
    ],
}

DINNER: Final = [
    DemoDish(STARTER, "Soupe à l’oignon gratinée", "Onion soup au gratin", "gluten milk sulphites", "",
             (*VEGETARIAN, Tag.BIO)),
    DemoDish(MAIN, "Gratin de blettes au cantal", "Chard gratin with Cantal cheese", "gluten milk", "",
             (*VEGETARIAN, Tag.AOCAOP, Tag.BIO)),
    DemoDish(DESSERT, "Tarte aux pommes", "Apple tart", "gluten milk eggs", "", (*VEGETARIAN, Tag.BIO)),
]

BRUNCH: Final = [
    DemoDish(STARTER, "Œufs brouillés, pain", "Scrambled eggs, bread", "eggs milk gluten", "",
             (*VEGETARIAN, Tag.FERMIER)),
    DemoDish(MAIN, "Fromages d’Auvergne, crêpes", "Auvergne cheeses, pancakes", "milk gluten eggs", "",
             (*VEGETARIAN, Tag.AOCAOP, Tag.FERMIER)),
    DemoDish(DESSERT, "Salade de fruits", "Fruit salad", "", "nuts", VEGAN),
]
# fmt: on
