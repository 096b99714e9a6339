/**
 * Everything asked of the log store: commands and their leases, intents, signals, outcomes, the outbox, pauses, alerts,
 * {@code connection_logs}, and its upkeep. The tables are made by the migrations in {@code db/migration}.
 *
 * <p>Each method is one statement and takes part in the caller's transaction when there is one; where one is needed,
 * the method says so. Rows go in and out as plain records, messages as JSON text: nothing here knows what is in them,
 * and nothing here decides. All classes are safe for use by several threads; all may throw
 * {@link org.springframework.dao.DataAccessException}.
 */
@NullMarked
package io.connwarden.sql.store;

import org.jspecify.annotations.NullMarked;
