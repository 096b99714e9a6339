package io.connwarden.contracts.assessment;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sample of a target before its assessment. The query that counted has applied the age thresholds.
 *
 * @param target id of the target
 * @param counts the counts of the sample
 * @param topApplications the applications with the most sessions, in descending order
 * @param serverVersion as the server reports it
 * @param inRecovery true on a standby
 * @param serverTime the time of the sample by the server's clock
 * @param connectionLimits the limits of roles and databases with the highest utilization, in descending order
 * @param superuserZombies sessions of superusers idle for longer than the zombie threshold; they are not among the
 *     counts, because no rule may end them
 * @param ownSessions sessions of Connwarden, which are among the counts
 * @param listeners sessions with LISTEN as their last statement, the latest change first
 * @param serverStartedAt start of the server by its own clock; null if it is not known
 * @param upcoming the next crossings of the age thresholds
 * @param oldestStuck the oldest stuck transactions in descending order of age; empty if the sample lists no sessions
 */
public record Observation(
        String target,
        Counts counts,
        List<ApplicationUsage> topApplications,
        String serverVersion,
        boolean inRecovery,
        Instant serverTime,
        List<ConnectionLimit> connectionLimits,
        PreparedTransactions preparedTransactions,
        int superuserZombies,
        int ownSessions,
        List<SessionId> listeners,
        @Nullable Instant serverStartedAt,
        UpcomingCrossings upcoming,
        List<StuckTransaction> oldestStuck) {

    /**
     * A transaction that is open beyond the threshold and waits for its client.
     *
     * @param blockedSessions the sessions that wait for its locks
     */
    public record StuckTransaction(
            int pid, @Nullable String user, @Nullable String application, Duration age, int blockedSessions) {}

    /** @throws IllegalArgumentException if more connections are usable than the server has */
    public Observation {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(serverVersion, "serverVersion");
        Objects.requireNonNull(serverTime, "serverTime");
        Objects.requireNonNull(upcoming, "upcoming");
        Checks.requireInRange("usableConnections", counts.usableConnections(), 1, counts.maxConnections());
        topApplications = List.copyOf(topApplications);
        connectionLimits = List.copyOf(connectionLimits);
        Objects.requireNonNull(preparedTransactions, "preparedTransactions");
        Checks.requireAtLeast("superuserZombies", superuserZombies, 0);
        Checks.requireInRange("ownSessions", ownSessions, 0, counts.totalConnections());
        listeners = List.copyOf(listeners);
        oldestStuck = List.copyOf(oldestStuck);
    }

    /**
     * Creates an observation without connection limits, prepared transactions, superuser zombies, own sessions,
     * listeners, start of the server, and the sessions of stuck transactions.
     */
    public Observation(
            String target,
            Counts counts,
            List<ApplicationUsage> topApplications,
            String serverVersion,
            boolean inRecovery,
            Instant serverTime,
            UpcomingCrossings upcoming) {
        this(
                target,
                counts,
                topApplications,
                serverVersion,
                inRecovery,
                serverTime,
                List.of(),
                PreparedTransactions.none(),
                0,
                0,
                List.of(),
                null,
                upcoming,
                List.of());
    }

    /**
     * Returns true if the slot utilization is above a threshold only because of Connwarden's own sessions, as on a very
     * small server.
     *
     * @param threshold in percent of the usable slots
     */
    boolean isAboveByOwnSessions(double threshold) {
        return counts.slotUtilizationPercentage() > threshold && utilizationWithoutOwnSessions() <= threshold;
    }

    /** Returns the slot utilization without Connwarden's own sessions, in percent. */
    double utilizationWithoutOwnSessions() {
        return 100.0 * (counts.totalConnections() - ownSessions) / counts.usableConnections();
    }
}
