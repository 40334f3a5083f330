"""What the clock does to events. Each can run twice, late, or after a kill, and leaves the same rows.

The names of tasks stay whatever the functions are called: jobs of yesterday wait under them.
"""

from __future__ import annotations

from events import crew_letters, notices, registration_jobs, registration_letters

__all__ = ["crew_letters", "notices", "registration_jobs", "registration_letters"]  # their tasks are found here too
