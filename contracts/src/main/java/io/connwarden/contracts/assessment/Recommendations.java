package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.value.Formats.count;
import static io.connwarden.contracts.value.Formats.duration;
import static io.connwarden.contracts.value.Formats.shortPercent;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The recommendations for an observation, in descending order of urgency. */
final class Recommendations {
    /** A connection pool may keep this many idle sessions. */
    private static final int MAX_UNREPORTED_LONG_IDLE = 5;

    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    private final Observation observation;
    private final Counts counts;
    private final Thresholds thresholds;
    private final HealthStatus status;
    private final List<String> recommendations = new ArrayList<>();

    private Recommendations(Observation observation, Thresholds thresholds, HealthStatus status) {
        this.observation = observation;
        this.counts = observation.counts();
        this.thresholds = thresholds;
        this.status = status;
    }

    static List<String> of(Observation observation, Thresholds thresholds, HealthStatus status, Instant now) {
        return new Recommendations(observation, thresholds, status).collect(now);
    }

    private List<String> collect(Instant now) {
        if (status == HealthStatus.UNKNOWN) {
            recommendations.add("Grant the monitor's role access to all sessions: GRANT pg_monitor TO <role>;");
        } else {
            addSlotAdvice();
            addConnectionLimitAdvice();
            addPreparedTransactionAdvice();
            addZombieAdvice();
            addSuperuserAdvice();
            addStuckTransactionAdvice();
            addLockWaitAdvice();
            addLongIdleAdvice();
        }
        addClockAdvice(now);
        if (recommendations.isEmpty()) {
            recommendations.add("No action needed: the connection slots are healthy");
        }
        return List.copyOf(recommendations);
    }

    private void addSlotAdvice() {
        if (observation.isAboveByOwnSessions(thresholds.warningSlotUtilization())) {
            addOwnSessionAdvice();
        } else if (counts.slotUtilizationPercentage() > thresholds.criticalSlotUtilization()) {
            recommendations.add(
                    "Reclaim sessions now: if the mode of R1 is not act, send an EMERGENCY command for target "
                            + observation.target() + " or set policy.mode to act");
            recommendations.addAll(TopApplication.leakAdvice(observation));
            recommendations.add("If this load is expected, add a connection pooler or raise max_connections (now "
                    + counts.maxConnections() + ")");
        } else if (counts.slotUtilizationPercentage() > thresholds.warningSlotUtilization()) {
            int free = Math.max(0, counts.usableConnections() - counts.totalConnections());
            recommendations.add("Prepare a cleanup: " + count(free, "usable slot") + " left");
            recommendations.addAll(TopApplication.leakAdvice(observation));
        }
    }

    /** The server is too small for Connwarden. An application may still have a leak, which other advice names. */
    private void addOwnSessionAdvice() {
        recommendations.add("Raise max_connections (now " + counts.maxConnections() + "): Connwarden keeps "
                + count(observation.ownSessions(), "session") + " open, "
                + shortPercent(100.0 * observation.ownSessions() / counts.usableConnections())
                + " of the usable slots of this small server, and without them the threshold is not exceeded");
    }

    private void addConnectionLimitAdvice() {
        ConnectionLimits.above(thresholds.warningSlotUtilization(), observation.connectionLimits())
                .forEach(limit -> recommendations.add(ConnectionLimits.remedy(limit)));
    }

    private void addPreparedTransactionAdvice() {
        recommendations.addAll(
                PreparedTransactionText.advice(observation.preparedTransactions(), thresholds.preparedTransaction()));
    }

    private void addSuperuserAdvice() {
        if (observation.superuserZombies() > thresholds.cleanupZombies()) {
            recommendations.add("Close idle sessions of superusers by hand: "
                    + count(observation.superuserZombies(), "session") + " idle for more than "
                    + duration(thresholds.zombie()) + "; no rule ends a session of a superuser");
        }
    }

    private void addZombieAdvice() {
        if (counts.zombieConnections() > thresholds.cleanupZombies()) {
            recommendations.add("Clean up " + count(counts.zombieConnections(), "zombie session")
                    + " with a CLEANUP command" + TopApplication.zombieHolder(observation));
        }
    }

    private void addStuckTransactionAdvice() {
        if (counts.stuckTransactions() > 0) {
            Duration oldest = Duration.ofSeconds((long) counts.oldestTransactionSeconds());
            recommendations.add(StuckTransactionText.ADVICE + count(counts.stuckTransactions(), "transaction")
                    + " open for more than " + duration(thresholds.stuckTransaction())
                    + " and waiting for the client" + StuckTransactionText.oldest(observation.oldestStuck())
                    + "; "
                    + (counts.stuckTransactions() == 1
                            ? "it holds locks and delays vacuum"
                            : "they hold locks and delay vacuum")
                    + "; the oldest transaction is " + duration(oldest) + " old");
        }
    }

    private void addLockWaitAdvice() {
        // For a session behind a prepared transaction, pg_blocking_pids returns pid 0, which is no session.
        int waiting = counts.waitingOnLockConnections()
                - observation.preparedTransactions().waitingSessions();
        if (waiting > 0) {
            recommendations.add("Find the blockers of " + count(waiting, "session")
                    + " waiting on locks: SELECT pid, pg_blocking_pids(pid) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock';");
        }
    }

    private void addLongIdleAdvice() {
        if (counts.longIdleConnections() > MAX_UNREPORTED_LONG_IDLE) {
            recommendations.add("Shorten the idle timeout of the applications' pools: "
                    + count(counts.longIdleConnections(), "session") + " idle for more than "
                    + duration(thresholds.longIdle()));
        }
    }

    private void addClockAdvice(Instant now) {
        Duration difference = Duration.between(observation.serverTime(), now).abs();
        if (difference.compareTo(MAX_CLOCK_DIFFERENCE) > 0) {
            recommendations.add("Synchronize the clocks of server and monitor: they differ by " + duration(difference));
        }
    }
}
