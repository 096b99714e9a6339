/**
 * Installs the SQL pack from the jar: the same files that {@code psql -f sql/pack/install.sql} runs.
 *
 * <p>The entry files are psql scripts that set variables and include parts; the parts are plain SQL. Here the entry
 * file is read only for the parts it includes, and the variables are set through JDBC. What the pack does stands in
 * its files alone.
 */
@NullMarked
package io.connwarden.sql.pack;

import org.jspecify.annotations.NullMarked;
