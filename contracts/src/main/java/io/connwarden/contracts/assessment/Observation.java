package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.Allowed.atLeastZero;
import static io.connwarden.contracts.assessment.Allowed.percentage;

import io.connwarden.contracts.message.ApplicationUsage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one look at a target brought home, before anybody judged it. Client backends only; the thresholds of age
 * were applied by the query that counted.
 *
 * @param target id of the target
 * @param total client backends of the whole server
 * @param idleInTransaction aborted transactions included
 * @param zombie idle for longer than {@link Thresholds#zombie()}
 * @param longIdle idle for longer than {@link Thresholds#longIdle()}
 * @param longRunning active with a query older than {@link Thresholds#longRunning()}
 * @param stuckTransactions idle in a transaction older than {@link Thresholds#stuckTransaction()}
 * @param waitingOnLock waiting on a heavyweight lock
 * @param maxConnections the server's {@code max_connections}, at least 1
 * @param usableConnections max_connections less every reserve, 1 to maxConnections
 * @param visibilityPercentage share of client backends whose state our role may read, 0 to 100
 * @param oldestTransactionSeconds age of the oldest open transaction, 0 when there is none
 * @param topApplications the largest holders of sessions, largest first
 * @param serverVersion as the server reports it
 * @param inRecovery true on a standby
 * @param serverTime when the server answered, by the server's clock
 */
public record Observation(
        String target,
        int total,
        int active,
        int idle,
        int idleInTransaction,
        int zombie,
        int longIdle,
        int longRunning,
        int stuckTransactions,
        int waitingOnLock,
        int maxConnections,
        int usableConnections,
        double visibilityPercentage,
        double oldestTransactionSeconds,
        List<ApplicationUsage> topApplications,
        String serverVersion,
        boolean inRecovery,
        Instant serverTime) {

    /** @throws IllegalArgumentException naming the figure that cannot be true */
    public Observation {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(serverVersion, "serverVersion");
        Objects.requireNonNull(serverTime, "at");
        atLeastZero("total", total);
        atLeastZero("active", active);
        atLeastZero("idle", idle);
        atLeastZero("idleInTransaction", idleInTransaction);
        atLeastZero("zombie", zombie);
        atLeastZero("longIdle", longIdle);
        atLeastZero("longRunning", longRunning);
        atLeastZero("stuckTransactions", stuckTransactions);
        atLeastZero("waitingOnLock", waitingOnLock);
        percentage("visibilityPercentage", visibilityPercentage, true);
        if (usableConnections < 1 || usableConnections > maxConnections) {
            throw new IllegalArgumentException(
                    "usableConnections must be 1 to maxConnections (" + maxConnections + "), was " + usableConnections);
        }
        if (!(oldestTransactionSeconds >= 0) || Double.isInfinite(oldestTransactionSeconds)) {
            throw new IllegalArgumentException(
                    "oldestTransactionSeconds must be 0 or more, was " + oldestTransactionSeconds);
        }
        topApplications = List.copyOf(topApplications);
    }
}
