#!/bin/sh
# The postgres image runs this script once on an empty data directory. It creates the roles of sql/setup/roles.sql.
set -eu
psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v monitor_password=monitor -v actuator_password=actuator -f /connwarden/roles.sql
