# One image for web, live and worker (target `house`), one for the edge (target `edge`, Caddy with the static files).

FROM node:24-slim AS pages
WORKDIR /house/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.13-slim AS packages
WORKDIR /house
COPY pyproject.toml requirements.lock ./
COPY venue/__init__.py venue/__init__.py
COPY venue/launch venue/launch
RUN python -m venv /packages \
 && python -m venue.launch.production > /tmp/production.lock \
 && /packages/bin/pip install --no-cache-dir --require-hashes -r /tmp/production.lock

# The translations, compiled by a tool that the product itself does not need.
FROM packages AS translations
RUN python -m venue.launch.production babel > /tmp/babel.lock \
 && pip install --no-cache-dir --require-hashes -r /tmp/babel.lock
COPY venue/locale venue/locale
RUN for po in venue/locale/*/LC_MESSAGES/*.po; do pybabel compile -i "$po" -o "${po%.po}.mo"; done

FROM python:3.13-slim AS house
ENV PATH=/packages/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=venue.settings STATIC_ROOT=/house/static
WORKDIR /house
COPY --from=packages /packages /packages
COPY manage.py pyproject.toml LICENSE ./
COPY venue venue
COPY canteen canteen
COPY coworking coworking
COPY events events
COPY --from=translations /house/venue/locale venue/locale
COPY --from=pages /house/frontend/dist frontend/dist
RUN python -m compileall -q . \
 && SECRET_KEY=unused DATABASE_URL=postgres://nobody/none python manage.py collectstatic --noinput --verbosity=0 \
 && useradd --system --no-create-home --uid 10001 preau \
 && mkdir /photos && chown 10001:10001 /photos
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "venue.launch.health"]
CMD ["granian", "--interface=wsgi", "--host=0.0.0.0", "--port=8000", "--blocking-threads=8", "venue.wsgi:application"]

FROM caddy:2 AS edge
COPY --from=house /house/static /srv/static
RUN chown -R 10001:10001 /data /config
USER 10001
