/**
 * Everything asked of a watched server: how crowded it is, which sessions it holds, and the signals sent to them.
 *
 * <p>{@link io.connwarden.sql.target.TargetQueries} reads and {@link io.connwarden.sql.target.SignalSender} signals;
 * they are two classes so that the monitor can hold the one without the other. Both work on PostgreSQL 13 to 18 and
 * never open a transaction: {@code pg_stat_activity} stands still inside one. No query text leaves the server; what
 * must be known of it is computed in SQL. No decision is made here.
 */
@NullMarked
package io.connwarden.sql.target;

import org.jspecify.annotations.NullMarked;
