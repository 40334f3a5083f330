"""When the house looks after its rooms: each minute, each night; the demo house also breathes."""

from django.conf import settings
from procrastinate.contrib.django import app

from venue.spaces import keeping


@app.periodic(cron="* * * * *")
@app.task(name="spaces.look_at_rooms", queueing_lock="spaces.look_at_rooms")
def look_at_rooms(timestamp: int) -> None:
    """Each minute: stay fresh, empty what has closed, tell everybody."""
    del timestamp
    keeping.reset_closed()
    keeping.keep_fresh()


@app.periodic(cron="40 3 * * *")
@app.task(name="spaces.shorten_counts", queueing_lock="spaces.shorten_counts")
def shorten_counts(timestamp: int) -> str:
    """Each night: raw counts older than a month become totals per quarter."""
    del timestamp
    baselines = keeping.set_baselines()
    return f"{keeping.forget_raw_counts()} movements forgotten, {baselines} baselines"


@app.periodic(cron="*/5 * * * *")
@app.task(name="spaces.demo_pulse", queueing_lock="spaces.demo_pulse")
def demo_pulse(timestamp: int) -> None:
    """In the demo house only: people come and go, so that the plan lives."""
    del timestamp
    if settings.DEMO:
        from venue.spaces.demo_pulse import pulse  # noqa: PLC0415  a real house never loads it

        pulse()
