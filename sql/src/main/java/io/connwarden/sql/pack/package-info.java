/**
 * Installs the SQL pack from the jar, with the same files that {@code psql -f sql/pack/install.sql} executes.
 *
 * <p>The scripts set variables and include parts with commands of psql. The parts are plain SQL. This package reads
 * only the names of the parts from a script, and sets the variables through JDBC.
 */
@NullMarked
package io.connwarden.sql.pack;

import org.jspecify.annotations.NullMarked;
