"""What every test of events may ask for."""

from tests.stripe_standin.fixtures import standin, standin_process, stripe_standin

__all__ = ["standin", "standin_process", "stripe_standin"]
