/**
 * Data access for the log store: commands and leases, intents, signals and outcomes, the outbox, pauses, alert states,
 * {@code connection_logs}, and maintenance. The migrations in {@code db/migration} create the tables.
 *
 * <p>Each method joins the transaction of the caller, if there is one; a method that requires a transaction says so.
 * Rows are records, and messages are JSON text that this package does not interpret. No decision is made here. All
 * classes are thread-safe, and all methods may throw {@link org.springframework.dao.DataAccessException}.
 */
@NullMarked
package io.connwarden.sql.store;

import org.jspecify.annotations.NullMarked;
