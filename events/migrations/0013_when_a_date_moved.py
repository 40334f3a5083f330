from django.db import migrations, models
from django.db.models import F, Q


def as_far_as_it_is_known(apps, schema_editor):
    """Of what has moved before: its last change, as it was read until now."""
    # By the connection that migrates: the product's own role would wait for ever for the table that this one alters.
    dates = apps.get_model("events", "EventDate").objects.using(schema_editor.connection.alias)
    changed = ~Q(was_starts_at=None) | ~Q(was_place="") | Q(state="postponed")
    dates.filter(changed).update(moved_at=F("changed_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0012_rules_of_campus_and_rooms"),
    ]

    operations = [
        migrations.AddField(
            model_name="eventdate",
            name="moved_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="moved or put off on"),
        ),
        migrations.RunPython(as_far_as_it_is_known, migrations.RunPython.noop, elidable=True),
    ]
