import pytest
from django.conf import settings
from django.db import ProgrammingError, connection

from venue.house import demo
from venue.house.models import Building


@pytest.mark.django_db
def test_the_product_speaks_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.DATABASE_APP_ROLE,)


@pytest.mark.django_db
def test_the_application_may_not_change_the_schema() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="must be owner"):
        cursor.execute("DROP TABLE house_building CASCADE")


@pytest.mark.django_db(transaction=True)
def test_a_flushed_house_can_be_seeded_again() -> None:
    demo.seed(None)  # type: ignore[arg-type]
    demo.seed(None)  # type: ignore[arg-type]
    assert [building.public_cap for building in Building.objects.all()] == [190]
