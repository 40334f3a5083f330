from canteen.models.costs import CostVersion, Part, PricePage
from canteen.models.menus import Allergen, Answer, Course, Dish, DishAllergen, DishChange, Menu, Tag
from canteen.models.sittings import Sitting, SittingChange, State

__all__ = [
    "Allergen",
    "Answer",
    "CostVersion",
    "Course",
    "Dish",
    "DishAllergen",
    "DishChange",
    "Menu",
    "Part",
    "PricePage",
    "Sitting",
    "SittingChange",
    "State",
    "Tag",
]
