"""What an event is authorised for; what was authorised before is so for its dates and their plans B as they stand."""

from datetime import timedelta
from typing import Any

from django.db import migrations, models


def name_grounds(apps: Any, editor: Any) -> None:
    events = apps.get_model("events", "Event").objects.using(editor.connection.alias)
    for event in events.exclude(authorised_at=None):
        named = []
        for date in event.dates.filter(state="scheduled"):
            named.append((date.site_id, timedelta()))
            by = date.fallback_starts_at - date.starts_at if date.fallback_starts_at else timedelta()
            if date.fallback_site_id or (by and not date.fallback_space_id):
                named.append((date.fallback_site_id or date.site_id, by))
            event.authorised_for += [
                {
                    "site": site,
                    "starts_at": (date.starts_at + moved).isoformat(),
                    "ends_at": (date.ends_at + moved).isoformat(),
                }
                for site, moved in named
                if site
            ]
            named.clear()
        event.save(update_fields=["authorised_for"])


class Migration(migrations.Migration):
    dependencies = [("events", "0013_when_a_date_moved")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="authorised_for",
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name="authorised for"),
        ),
        migrations.RunPython(name_grounds, migrations.RunPython.noop),
    ]
