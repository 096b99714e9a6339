/**
 * Data access for targets: the counts of a server, its sessions, and signals.
 *
 * <p>{@link io.connwarden.sql.target.TargetQueries} reads and {@link io.connwarden.sql.target.SignalSender} signals.
 * They are two classes, so that the monitor has no access to signals. Both support PostgreSQL 13 to 18. They never open
 * a transaction, because {@code pg_stat_activity} is a snapshot within a transaction. Query text is evaluated in SQL
 * and is not returned. No decision is made here.
 */
@NullMarked
package io.connwarden.sql.target;

import org.jspecify.annotations.NullMarked;
