"""What the clock does to events. Each can run twice, late, or after a kill, and leaves the same rows.

The names of tasks stay whatever the functions are called: jobs of yesterday wait under them.
"""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from events import (
    contacts,
    crew,
    crew_letters,
    notices,
    openagenda_push,
    planning_jobs,
    registration_jobs,
    registration_letters,
)

# Their tasks are found here too.
__all__ = ["crew_letters", "notices", "openagenda_push", "planning_jobs", "registration_jobs", "registration_letters"]
log = logging.getLogger(__name__)


@app.periodic(cron="47 3 * * *")
@app.task(name="events.forget_crew", queueing_lock="events.forget_crew")
def forget_crew(timestamp: int) -> None:
    """Erase the contacts of events long over, and who helped at them; reports how many."""
    del timestamp
    log.info("forgotten: %d contacts, %d places in crews", contacts.forget(), crew.forget_old())
