package io.connwarden.actuator.action;

import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import org.jspecify.annotations.Nullable;

/**
 * The limit of the attempts to execute a command. A command that fails too often must not block the commands behind
 * it. Failures in this process are counted in memory. Processes that ended without finishing the command are counted
 * in the log store, because a command that ends its process leaves no other trace. Used by one worker. Not
 * thread-safe.
 */
final class AttemptLimit {
    /** The maximum number of internal errors in one process. */
    static final int MAX_FAILURES = 3;
    /** Higher than the number of unrelated crashes to expect during one command. */
    static final int MAX_PROCESSES = 5;

    private long failedSeq;
    private int failureCount;

    /** Returns the reason to give up the command, or null if it may be executed. */
    @Nullable String reasonToGiveUp(ClaimedCommand claimed) {
        if (claimed.attempts() > MAX_PROCESSES) {
            return MAX_PROCESSES + " processes ended while they executed the command; see the logs of the actuators";
        }
        return failedSeq == claimed.seq() && failureCount >= MAX_FAILURES
                ? "the command failed " + MAX_FAILURES + " times with an internal error; see the log of the actuator"
                : null;
    }

    /** Counts a failure. A failure of the log store is not a failure of the command. */
    void onFailure(ClaimedCommand claimed, Throwable failure) {
        if (!StoreFailures.isTransient(failure)) {
            failureCount = failedSeq == claimed.seq() ? failureCount + 1 : 1;
            failedSeq = claimed.seq();
        }
    }

    /** Returns the number of failures of the last command that failed. */
    int failureCount() {
        return failureCount;
    }
}
