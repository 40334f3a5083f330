"""No dish is shown before a named cook has answered for all fourteen allergens (REQ-K1)."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from canteen import menus
from canteen.models import Dish, DishAllergen, DishChange
from canteen.refusals import DietBelied
from tests.canteen import kitchen

pytestmark = pytest.mark.django_db


@pytest.fixture
def bruno():
    return kitchen.cook("Bruno")


@pytest.fixture
def menu():
    return kitchen.menu()


def check_now():
    """What COMMIT would check."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_dish_with_fourteen_answers_can_be_published(menu, bruno):
    dish = kitchen.dish(menu)
    menus.answer(dish, kitchen.all_no(celery="contains", mustard="may_contain"), by=bruno)
    published = menus.publish(dish, by=bruno)
    check_now()
    assert (published.published, published.published_by) == (True, bruno)


def test_one_missing_answer_refuses_publication_and_is_named(menu, bruno):
    dish = kitchen.dish(menu)
    answers = kitchen.all_no()
    del answers["soya"]
    menus.answer(dish, answers, by=bruno)
    with pytest.raises(menus.AllergensUnanswered) as refused:
        menus.publish(dish, by=bruno)
    assert refused.value.figures == {"allergens": ["soya"]}


@pytest.mark.parametrize("allergen", ["milk", "eggs", "fish", "crustaceans", "molluscs"])
def test_a_vegan_dish_that_contains_something_of_an_animal_is_not_published(menu, bruno, allergen):
    dish = kitchen.dish(menu, tags=["VEGAN"])
    menus.answer(dish, kitchen.all_no(**{allergen: "contains"}), by=bruno)
    with pytest.raises(DietBelied) as refused:
        menus.publish(dish, by=bruno)
    assert (refused.value.code, refused.value.figures) == ("diet_belied", {"diets": {"VEGAN": [allergen]}})


@pytest.mark.parametrize("allergen", ["fish", "crustaceans", "molluscs"])
def test_a_vegetarian_dish_with_fish_is_not_published(menu, bruno, allergen):
    with pytest.raises(DietBelied) as refused:
        kitchen.published(menu, bruno, tags=["VEGETARIAN"], allergens={allergen: "contains"})
    assert refused.value.figures == {"diets": {"VEGETARIAN": [allergen]}}


def test_milk_eggs_and_traces_are_no_reason_to_refuse_a_vegetarian_dish(menu, bruno):
    answers = {"milk": "contains", "eggs": "contains", "fish": "may_contain"}
    assert kitchen.published(menu, bruno, tags=["VEGETARIAN"], allergens=answers).published


def test_a_public_dish_is_given_no_diet_that_its_answers_deny(menu, bruno):
    dish = kitchen.published(menu, bruno, allergens={"milk": "contains"})
    with pytest.raises(DietBelied):
        menus.change(dish, {"tags": ["VEGAN"]}, by=bruno)


def test_a_public_dish_loses_the_diet_that_a_new_answer_denies(menu, bruno):
    dish = kitchen.published(menu, bruno, tags=["VEGETARIAN", "VEGAN", "BIO"])
    assert menus.answer(dish, {"milk": "contains"}, by=bruno).tags == ["VEGETARIAN", "BIO"]
    kept = DishChange.objects.get(dish=dish)
    assert (kept.before["tags"], kept.after["tags"]) == (["VEGETARIAN", "VEGAN", "BIO"], ["VEGETARIAN", "BIO"])


def test_each_answer_bears_the_name_of_its_cook_and_the_last_word_counts(menu, bruno):
    amina = kitchen.cook("Amina")
    dish = kitchen.dish(menu)
    menus.answer(dish, kitchen.all_no(), by=bruno)
    menus.answer(dish, {"milk": "contains"}, by=amina)
    said = {row.allergen: (row.answer, row.answered_by) for row in DishAllergen.objects.filter(dish=dish)}
    assert (said["milk"], said["eggs"], len(said)) == (("contains", amina), ("no", bruno), 14)


def test_the_database_refuses_to_publish_a_dish_that_lacks_answers(menu, bruno):
    dish = kitchen.dish(menu)
    Dish.objects.filter(pk=dish.pk).update(published_at=timezone.now(), published_by=bruno)
    with pytest.raises(IntegrityError, match="fourteen answers"):
        check_now()


def test_the_database_refuses_to_take_an_answer_from_a_published_dish(menu, bruno):
    dish = kitchen.published(menu, bruno)
    check_now()
    DishAllergen.objects.filter(dish=dish, allergen="soya").delete()
    with pytest.raises(IntegrityError, match="fourteen answers"):
        check_now()


def test_an_unpublished_dish_may_lose_answers_and_a_menu_may_be_deleted(menu, bruno):
    dish = kitchen.published(menu, bruno)
    menus.withdraw(dish, by=bruno)
    DishAllergen.objects.filter(dish=dish, allergen="soya").delete()
    check_now()
    another = kitchen.menu()
    kitchen.published(another, bruno)
    another.delete()
    check_now()


def test_what_changes_after_publication_is_kept_with_who_changed_it(menu, bruno):
    dish = kitchen.published(menu, bruno)
    menus.answer(dish, {"milk": "contains"}, by=bruno)
    menus.change(dish, {"name_fr": "Dahl à la crème"}, by=bruno)
    changes = [
        (change.before["name_fr"], change.after["name_fr"], change.after["allergens"]["milk"], change.changed_by)
        for change in DishChange.objects.order_by("pk")
    ]
    assert changes == [
        ("Dahl de lentilles", "Dahl de lentilles", "contains", bruno),
        ("Dahl de lentilles", "Dahl à la crème", "contains", bruno),
    ]


def test_what_changes_before_publication_is_nobodys_business(menu, bruno):
    dish = kitchen.dish(menu)
    menus.answer(dish, kitchen.all_no(), by=bruno)
    menus.answer(dish, {"milk": "contains"}, by=bruno)
    assert DishChange.objects.count() == 0


def test_saying_the_same_again_is_no_change(menu, bruno):
    dish = kitchen.published(menu, bruno)
    menus.answer(dish, {"milk": "no"}, by=bruno)
    assert DishChange.objects.count() == 0


def test_a_withdrawn_dish_is_no_longer_public_and_what_was_shown_is_kept(menu, bruno):
    dish = kitchen.published(menu, bruno)
    menus.withdraw(dish, by=bruno)
    assert not Dish.objects.published().exists()
    assert [(change.before["name_fr"], change.after) for change in dish.changes.all()] == [("Dahl de lentilles", None)]


def test_every_change_of_a_dish_gives_its_menu_another_revision(menu, bruno):
    seen = []

    def look():
        menu.refresh_from_db()
        seen.append(menu.revision)

    look()
    dish = kitchen.dish(menu)
    look()
    menus.answer(dish, kitchen.all_no(), by=bruno)
    look()
    menus.publish(dish, by=bruno)
    look()
    Dish.objects.filter(pk=dish.pk).update(name_en="Lentil dal")
    look()
    menu.title_fr = "Brunch"
    menu.save()
    look()
    assert seen == sorted(set(seen))


def test_dishes_come_in_the_order_in_which_one_eats(menu):
    for course, position in [("dessert", 0), ("main", 1), ("starter", 0), ("main", 0)]:
        kitchen.dish(menu, f"{course} {position}", course=course, position=position)
    in_order = [dish.name_fr for dish in menu.dishes.all().in_order()]
    assert in_order == ["starter 0", "main 0", "main 1", "dessert 0"]
