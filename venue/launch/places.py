"""Where things are in a checkout."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = CHECKOUT / "frontend"

# What one house remembers between two starts. HOUSE_FOLDER puts it elsewhere (the tests do).
HOUSE = Path(os.environ.get("HOUSE_FOLDER") or CHECKOUT / ".house").absolute()


def packages() -> Path:
    """The site-packages folder of `.venv`, where the wheels with the engines and Node unpack."""
    return next((VENV / "lib").glob("python3.*/site-packages"))
