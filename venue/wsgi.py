import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "venue.settings")
application = get_wsgi_application()

from venue import heap  # noqa: E402  settings first

heap.freeze()
