from __future__ import annotations

from typing import Any

from django.db.models import Max, Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from canteen import menus
from canteen.models import Dish, Menu
from canteen.serializers.manage import (
    AnswersForm,
    DishForm,
    ManagedDishSerializer,
    ManagedMenuListSerializer,
    ManagedMenuSerializer,
    MenuForm,
)
from canteen.views.board import WINDOW, window
from canteen.views.manage.access import filled, managed, named
from venue.house.models import Building
from venue.people.idempotency import once
from venue.people.permissions import HasRole
from venue.people.requests import Request

COOKS = ("cook", "manager")


def menus_of(building: Building) -> QuerySet[Menu]:
    dishes = dishes_of(building).in_order()
    return Menu.objects.filter(building=building).prefetch_related(Prefetch("dishes", dishes), "sittings")


def dishes_of(building: Building) -> Any:
    dishes = Dish.objects.filter(menu__building=building).annotate(changed_at=Max("changes__changed_at"))
    return dishes.select_related("published_by").prefetch_related("allergens")


def menu_body(building: Building, pk: int) -> dict[str, Any]:
    return dict(ManagedMenuSerializer(get_object_or_404(menus_of(building), pk=pk)).data)


def dish_body(building: Building, pk: int) -> dict[str, Any]:
    return dict(ManagedDishSerializer(get_object_or_404(dishes_of(building), pk=pk)).data)


class MenusView(APIView):
    permission_classes = [HasRole(*COOKS)]

    @extend_schema(operation_id="canteen_manage_menus_list", parameters=WINDOW, responses=ManagedMenuListSerializer)
    def get(self, request: Request) -> Response:
        """The menus of a period, unfinished dishes included."""
        building = managed(request, *COOKS)
        starts, ends = window(request, building)
        found = menus_of(building).filter(served_on__gte=starts.date(), served_on__lte=ends.date())
        return Response({"results": ManagedMenuSerializer(found, many=True).data})

    @extend_schema(request=MenuForm, responses={201: ManagedMenuSerializer})
    def post(self, request: Request) -> Response:
        building = managed(request, *COOKS)
        facts = filled(MenuForm, request, building)
        made = once(
            request,
            lambda: Menu.objects.create(building=building, **facts),
            reference=lambda menu: str(menu.pk),
            recall=lambda pk: Menu.objects.get(pk=pk),
        )
        return Response(menu_body(building, made.pk), status=201)


class MenuView(APIView):
    permission_classes = [HasRole(*COOKS)]

    @extend_schema(responses=ManagedMenuSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(menu_body(managed(request, *COOKS), pk))

    @extend_schema(request=MenuForm, responses=ManagedMenuSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        building = managed(request, *COOKS)
        menu = get_object_or_404(Menu, building=building, pk=pk)
        facts = filled(MenuForm, request, building, changing=menu)
        if facts:
            Menu.objects.filter(pk=pk).update(**facts)
        return Response(menu_body(building, pk))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Throw a menu away that no sitting serves and no guest has read."""
        building = managed(request, *COOKS)
        menus.throw_menu_away(get_object_or_404(Menu, building=building, pk=pk))
        return Response(status=204)


class MenuDishesView(APIView):
    permission_classes = [HasRole(*COOKS)]

    @extend_schema(request=DishForm, responses={201: ManagedDishSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Write a dish down; guests see it once its allergens are answered and it is published."""
        building = managed(request, *COOKS)
        menu = get_object_or_404(Menu, building=building, pk=pk)
        facts = filled(DishForm, request, building)
        made = once(
            request,
            lambda: Dish.objects.create(menu=menu, **facts),
            reference=lambda dish: str(dish.pk),
            recall=lambda pk: Dish.objects.get(pk=pk),
        )
        return Response(dish_body(building, made.pk), status=201)


class DishView(APIView):
    permission_classes = [HasRole(*COOKS)]

    @extend_schema(responses=ManagedDishSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(dish_body(managed(request, *COOKS), pk))

    @extend_schema(request=DishForm, responses=ManagedDishSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        building = managed(request, *COOKS)
        dish = get_object_or_404(dishes_of(building), pk=pk)
        menus.change(dish, filled(DishForm, request, building, changing=dish), by=named(request))
        return Response(dish_body(building, pk))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Throw a dish away that no guest has ever read about."""
        building = managed(request, *COOKS)
        menus.throw_away(get_object_or_404(dishes_of(building), pk=pk))
        return Response(status=204)


class DishAnswersView(APIView):
    permission_classes = [HasRole(*COOKS)]

    @extend_schema(request=AnswersForm, responses=ManagedDishSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Answer for allergens, some or all; each answer bears the name of who gave it."""
        building = managed(request, *COOKS)
        dish = get_object_or_404(dishes_of(building), pk=pk)
        menus.answer(dish, filled(AnswersForm, request, building), by=named(request))
        return Response(dish_body(building, pk))


class DishPublicationView(APIView):
    permission_classes = [HasRole(*COOKS)]

    @extend_schema(request=None, responses=ManagedDishSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Show the dish to guests; 422 `allergens_unanswered` or `diet_belied` names what stands against it."""
        building = managed(request, *COOKS)
        menus.publish(get_object_or_404(dishes_of(building), pk=pk), by=named(request))
        return Response(dish_body(building, pk))


class DishWithdrawalView(APIView):
    permission_classes = [HasRole(*COOKS)]

    @extend_schema(request=None, responses=ManagedDishSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Take the dish off the menu that guests see."""
        building = managed(request, *COOKS)
        menus.withdraw(get_object_or_404(dishes_of(building), pk=pk), by=named(request))
        return Response(dish_body(building, pk))
