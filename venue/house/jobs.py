"""The house looks after its own jobs: none is lost with a worker, none is kept for ever."""

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from venue.house import demo

WEEK_IN_HOURS = 7 * 24


@app.periodic(cron="* * * * *")
@app.task(name="house.retry_stalled_jobs", queueing_lock="house.retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """A killed worker leaves its jobs *doing* for ever: once it has been silent for 30 s, they are to do again.

    All our jobs are safe to run twice, so a worker that was only slow does no harm. A job of the clock whose next
    turn waits already is let go: that turn does its work, and two of them may not wait at once (`queueing_lock`).
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=30):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            await manager.finish_job(job, status=Status.ABORTED, delete_job=False)


@app.periodic(cron="41 3 * * *")
@app.task(name="house.forget_finished_jobs", queueing_lock="house.forget_finished_jobs", pass_context=True)
async def forget_finished_jobs(context: JobContext, timestamp: int) -> None:
    """Finished jobs are kept for a week, failed ones four times as long: somebody may want to know why."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=WEEK_IN_HOURS)
    await manager.delete_old_jobs(nb_hours=4 * WEEK_IN_HOURS, include_failed=True, include_aborted=True)


@app.periodic(cron="5 1 * * *")
@app.task(name="house.roll_the_demo", queueing_lock="house.roll_the_demo")
def roll_the_demo(timestamp: int) -> None:
    """A demo house that stays open for weeks has sittings in the coming weeks all the same."""
    if settings.DEMO:
        demo.seed_all()
