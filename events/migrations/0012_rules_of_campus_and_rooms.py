"""The campus asks of bars, tents, sound and crowds what the town asks, and the house's own rooms have rules as well.

Only what is missing is written: a house that has written rules of its own by these keys keeps them.
"""

from typing import Any

from django.db import migrations

from events import rule_sets

NEW = {
    *(("cezeaux", key) for key in ("tents", "bar", "sound", "large", "neighbours")),
    *((rule_sets.HOUSE, key) for key in ("bar", "sacem")),
}


def seed(apps: Any, schema_editor: Any) -> None:
    rule_sets.seed(apps.get_model("events", "RuleSet"), using=schema_editor.connection.alias, only=NEW)


class Migration(migrations.Migration):
    dependencies = [("events", "0011_the_box_of_a_date")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
