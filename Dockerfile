# One image for web, worker and beat; compose says which one a container is.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN groupadd --gid 10001 screening \
    && useradd --uid 10001 --gid screening --no-create-home --home-dir /nonexistent screening \
    && install -d -o screening -g screening /app/var /app/var/beat /scans
WORKDIR /app
COPY --from=build /venv /venv
COPY manage.py gunicorn.conf.py pyproject.toml LICENSE ./
COPY services services
COPY postings postings
COPY screening screening
COPY templates templates
COPY static static
# The digests of static files are part of the image; the secret and addresses given here are used for this step alone.
RUN VAR=/tmp/build STATIC_ROOT=/app/collected SCREENING_ENV=production SECRET_KEY=only-for-collecting-$(python -c "import secrets; print(secrets.token_urlsafe(50))") \
    PUBLIC_ADDRESS=https://localhost DATABASE_URL=postgresql://none@none/none REDIS_URL=redis://none EMAIL_HOST=none \
    python manage.py collectstatic --noinput --verbosity 0
ENV STATIC_ROOT=/app/collected
USER screening
VOLUME /app/var
EXPOSE 8000
CMD ["gunicorn", "screening.wsgi", "--preload", "--no-control-socket", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
