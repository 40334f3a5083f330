from canteen.models.cash import CashCount
from canteen.models.costs import CostVersion, Part, PricePage
from canteen.models.menus import Allergen, Answer, Course, Dish, DishAllergen, DishChange, Menu, Tag
from canteen.models.orders import Contact, Order, OrderState, Postcard
from canteen.models.sittings import Sitting, SittingChange, State
from canteen.models.tickets import MealTicket, Redemption, Scan

__all__ = [
    "Allergen",
    "Answer",
    "CashCount",
    "Contact",
    "CostVersion",
    "Course",
    "Dish",
    "DishAllergen",
    "DishChange",
    "MealTicket",
    "Menu",
    "Order",
    "OrderState",
    "Part",
    "Postcard",
    "PricePage",
    "Redemption",
    "Scan",
    "Sitting",
    "SittingChange",
    "State",
    "Tag",
]
