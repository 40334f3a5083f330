"""`python -m venue.launch.health [port]`: is the server in this container ready? For health checks; status 0 or 1."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit


def answers(url: str, host: str = "") -> bool:
    """Whether something answers there with 200, asked under the house's own name."""
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:  # URLError and time-outs are OSErrors
        return False


if __name__ == "__main__":
    port = sys.argv[1] if len(sys.argv) > 1 else "8000"
    sys.exit(0 if answers(f"http://127.0.0.1:{port}/readyz", urlsplit(os.environ.get("PUBLIC_URL", "")).netloc) else 1)
