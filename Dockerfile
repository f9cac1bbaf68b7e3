# The image of every Airflow service in docker-compose.yml: the same locked packages as `make run` uses.
FROM python:3.11-slim

RUN apt-get update \
 && apt-get install --yes --no-install-recommends tini tesseract-ocr tesseract-ocr-jpn \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/kenpo
COPY requirements-uv.lock requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.lock \
 && uv pip install --system --no-cache --require-hashes -r requirements.lock

COPY dags dags
COPY dbt_project dbt_project
COPY expectations expectations
COPY extract extract
COPY warehouse warehouse

ENV PYTHONPATH=/opt/kenpo \
    PYTHONUNBUFFERED=1 \
    AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/kenpo/dags \
    KENPO_AIRFLOW_HOME=/opt/airflow \
    KENPO_CACHE=/opt/airflow/cache \
    KENPO_LANDING=/data/landing \
    KENPO_WAREHOUSE=/data/warehouse

# An ordinary user owns what is written; 50000 is the id that Airflow's own images use.
RUN useradd --uid 50000 --gid 0 --home-dir /opt/airflow --create-home airflow \
 && mkdir -p /opt/airflow/logs /opt/airflow/cache /data/landing /data/warehouse \
 && chown -R airflow:0 /opt/airflow /data \
 && chmod -R g=u /opt/airflow /data
USER 50000:0

ENTRYPOINT ["tini", "--"]
CMD ["airflow", "version"]
