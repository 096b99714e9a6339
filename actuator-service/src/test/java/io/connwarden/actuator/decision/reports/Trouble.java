package io.connwarden.actuator.decision.reports;

import java.util.Set;

/** The trouble that a session of a generated server is part of. The generator knows it, and no test derives it. */
enum Trouble {
    /** An ordinary idle session. */
    IDLE,
    /** An active session that runs a query and waits for nothing. */
    QUERY,
    /** Active in an open transaction, after the death of the client in the middle of an exchange. */
    DEAD_CLIENT,
    /** Idle in an open or failed transaction. */
    OPEN_TRANSACTION,
    LISTENER,
    ADVISORY_LOCK,
    /** A session of a superuser or of Connwarden, a session without a visible state, or no client backend. */
    OUT_OF_REACH,
    /** A session that did not react to a signal a moment ago. */
    WITHOUT_REACTION,
    /** A query that waits for a prepared transaction, directly or behind another query. */
    BEHIND_PREPARED,
    /** A query that waits for a lock and is not the request that others wait for. */
    WAITER,
    /** A request for a table lock that waits, and that others wait for. */
    WAITING_DDL,
    /** A command that {@code pg_stat_progress_*} lists. */
    MAINTENANCE,
    /** An idle session of a pool that came back to its size at once after an action. */
    REFILLED;

    /** The sessions that wait for their client in an open transaction. */
    static final Set<Trouble> WAITS_FOR_CLIENT = Set.of(DEAD_CLIENT, OPEN_TRANSACTION);
}
