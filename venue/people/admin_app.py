from django.contrib.admin.apps import AdminConfig


class HouseAdminConfig(AdminConfig):
    """Django's admin with our own door (venue.people.office)."""

    default_site = "venue.people.office.HouseAdminSite"
