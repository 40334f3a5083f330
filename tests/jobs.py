"""Running the house's jobs in a test: the real ones, from their real table, here and now."""

from procrastinate import App
from procrastinate.contrib.django import app


def run_jobs() -> None:
    """Run every job that is due, and those that they defer, until none is left; needs `transaction=True`."""
    worker: App = app
    with worker.replace_connector(worker.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
        running.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
