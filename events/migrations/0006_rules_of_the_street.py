"""Every house knows from its first day what the town and the campus ask: without them no plan would have a task."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from events import rule_sets


def seed(apps: Any, schema_editor: Any) -> None:
    # By the owner's connection, who migrates: the product's own role may not yet touch what is being made.
    rule_sets.seed(apps.get_model("events", "RuleSet"), using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("events", "0005_registrations_found_by_browser")]

    operations = [
        migrations.AlterField(
            model_name="lesson",
            name="event",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="lessons",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
