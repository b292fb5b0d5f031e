# Built in two stages: the first installs the pinned packages, the second holds them and the program, nothing else.
FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /venv
RUN /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data DATA_KEY_FILE=/key/data.key
WORKDIR /app
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin bot
RUN install -d -o bot -g bot -m 0700 /data /key
COPY --from=build /venv /venv
COPY bot.py LICENSE ./
COPY dialogs ./dialogs
COPY wares ./wares
COPY evidence ./evidence
COPY state_machine ./state_machine
COPY storage ./storage
COPY messenger ./messenger
COPY playground ./playground
RUN python -m compileall -q .
USER bot
# The key must never lie in the folder that is backed up: it has a volume of its own.
VOLUME ["/data", "/key"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=20s --start-period=90s --retries=3 CMD ["python", "bot.py", "health"]
CMD ["python", "bot.py"]
