"""All that can be asked of the canteen."""

from django.urls import URLPattern, path

from canteen.views import board, bursts, cash, door, orders
from canteen.views.manage import costs, menus, sittings

urlpatterns: list[URLPattern] = [
    # First, because Django tries them in this order.
    path("redemptions/", door.RedemptionsView.as_view(), name="redemptions"),
    path("redemptions/<uuid:request_id>/reversal/", door.ReversalView.as_view(), name="redemption-reversal"),
    path("sittings/", board.SittingsView.as_view(), name="sittings"),
    path("sittings/<int:pk>/", board.SittingView.as_view(), name="sitting"),
    path("manage/sittings/", sittings.SittingsView.as_view(), name="manage-sittings"),
    path("manage/sittings/<int:pk>/", sittings.SittingView.as_view(), name="manage-sitting"),
    path("manage/sittings/<int:pk>/opening/", sittings.OpeningView.as_view(), name="sitting-opening"),
    path("manage/sittings/<int:pk>/closing/", sittings.ClosingView.as_view(), name="sitting-closing"),
    path("manage/sittings/<int:pk>/cancellation/", sittings.CancellationView.as_view(), name="sitting-cancellation"),
    path("manage/menus/", menus.MenusView.as_view(), name="manage-menus"),
    path("manage/menus/<int:pk>/", menus.MenuView.as_view(), name="manage-menu"),
    path("manage/menus/<int:pk>/dishes/", menus.MenuDishesView.as_view(), name="menu-dishes"),
    path("manage/dishes/<int:pk>/", menus.DishView.as_view(), name="manage-dish"),
    path("manage/dishes/<int:pk>/answers/", menus.DishAnswersView.as_view(), name="dish-answers"),
    path("manage/dishes/<int:pk>/publication/", menus.DishPublicationView.as_view(), name="dish-publication"),
    path("manage/dishes/<int:pk>/withdrawal/", menus.DishWithdrawalView.as_view(), name="dish-withdrawal"),
    path("manage/costs/", costs.CostsView.as_view(), name="manage-costs"),
    path("manage/costs/<int:pk>/", costs.CostVersionView.as_view(), name="manage-cost-version"),
    path("manage/price-page/", costs.PricePageView.as_view(), name="price-page"),
    path("manage/bursts/", bursts.ComingBurstsView.as_view(), name="coming-bursts"),
    path("sittings/<int:pk>/service/", door.ServiceView.as_view(), name="service"),
    path("sittings/<int:pk>/bursts/", bursts.BurstsView.as_view(), name="bursts"),
    path("sittings/<int:pk>/bursts/release/", bursts.BurstReleaseView.as_view(), name="burst-release"),
    path("sittings/<int:pk>/cash-counts/", cash.CashCountsView.as_view(), name="cash-counts"),
    path("fund/", cash.FundView.as_view(), name="fund"),
    path("orders/", orders.OrdersView.as_view(), name="orders"),
    path("orders/<str:key>/", orders.OrderView.as_view(), name="order"),
    path("orders/<str:key>/cancellation/", orders.CancellationView.as_view(), name="order-cancellation"),
    path("orders/<str:key>/message/", orders.MessageView.as_view(), name="order-message"),
    path(
        "orders/<str:key>/tickets/<slug:serial>.<slug:kind>",
        orders.TicketPictureView.as_view(),
        name="ticket-picture",
    ),
]
