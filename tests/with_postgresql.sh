#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, whose address stands in TEST_POSTGRESQL_URL: a cluster in a temporary folder on a free port,
# gone afterwards. `tests/with_postgresql.sh make test`. Without PostgreSQL it says so and runs the command all the same; the tests then say why they skip.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(pg_config --bindir 2>/dev/null || true)
if [ ! -x "$bin/initdb" ]; then
    echo "PostgreSQL is not installed (apt-get install postgresql): its tests will be skipped." >&2
    exec "$@"
fi
folder=$(mktemp -d /tmp/postgresql.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then  # the server refuses to run as root
    chown postgres "$folder"
    as=(runuser -u postgres --)
fi
finish() {
    "${as[@]}" "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
cd "$folder"
"${as[@]}" "$bin/initdb" --pgdata data --username disclosure --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as[@]}" "$bin/pg_ctl" --pgdata data --log "$folder/log" --wait start --options \
    "-h 127.0.0.1 -p $port -k $folder -c max_connections=300 -c fsync=off -c full_page_writes=off" >/dev/null || { cat "$folder/log" >&2; exit 1; }
"${as[@]}" "$bin/createdb" --host 127.0.0.1 --port "$port" --username disclosure disclosure
cd "$OLDPWD"
TEST_POSTGRESQL_URL="postgresql://disclosure@127.0.0.1:$port/disclosure" "$@"
