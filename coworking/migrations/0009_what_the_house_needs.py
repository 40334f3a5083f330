import django.utils.timezone
from django.db import migrations, models


def placed_at(**options):
    return models.DateTimeField(
        blank=True, help_text="Empty: since always.", null=True, verbose_name="stands here since", **options
    )


class Migration(migrations.Migration):
    dependencies = [
        ("coworking", "0008_waiting_list"),
    ]

    operations = [
        # What stands there already has stood there since always; what is written down from now on, since then.
        migrations.AddField(model_name="resource", name="placed_at", field=placed_at()),
        migrations.AlterField(
            model_name="resource", name="placed_at", field=placed_at(default=django.utils.timezone.now)
        ),
        migrations.AlterField(
            model_name="booking",
            name="release",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_show", "nobody came"),
                    ("pause", "the pause was too long"),
                    ("hold", "the hold was over"),
                    ("host", "a host freed it"),
                    ("closed", "the house is closed"),
                    ("needed", "the house needs it"),
                ],
                max_length=8,
                verbose_name="why it was released",
            ),
        ),
    ]
