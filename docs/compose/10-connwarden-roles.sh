#!/bin/sh
# Run once by the postgres image on an empty data directory: the roles of sql/setup/roles.sql.
set -eu
psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v monitor_password=monitor -v actuator_password=actuator -f /connwarden/roles.sql
