"""The manager's and the cook's side of the canteen: sittings, menus, costs. Nobody's amount is anywhere here."""
