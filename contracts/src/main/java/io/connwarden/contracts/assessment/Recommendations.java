package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.Formats.count;
import static io.connwarden.contracts.assessment.Formats.duration;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a person may do about an observation, the most urgent first. */
final class Recommendations {
    /** The origin's figure: fewer long idle sessions than this are a pool keeping warm. */
    private static final int MAX_UNREPORTED_LONG_IDLE = 5;

    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    private final Observation observation;
    private final Counts counts;
    private final Thresholds thresholds;
    private final HealthStatus status;
    private final List<String> recommendations = new ArrayList<>();

    private Recommendations(Observation observation, Counts counts, Thresholds thresholds, HealthStatus status) {
        this.observation = observation;
        this.counts = counts;
        this.thresholds = thresholds;
        this.status = status;
    }

    static List<String> of(
            Observation observation, Counts counts, Thresholds thresholds, HealthStatus status, Instant now) {
        return new Recommendations(observation, counts, thresholds, status).collect(now);
    }

    private List<String> collect(Instant now) {
        if (status == HealthStatus.UNKNOWN) {
            recommendations.add("Let the monitoring role see every session: GRANT pg_monitor TO <role>;");
        } else {
            addSlotAdvice();
            addZombieAdvice();
            addStuckTransactionAdvice();
            addLockWaitAdvice();
            addLongIdleAdvice();
        }
        addClockAdvice(now);
        if (recommendations.isEmpty()) {
            recommendations.add("Nothing to do: the connection slots are healthy");
        }
        return List.copyOf(recommendations);
    }

    private void addSlotAdvice() {
        if (counts.slotUtilizationPercentage() > thresholds.criticalSlotUtilization()) {
            recommendations.add("Reclaim sessions now: let rule R1 act, or send an EMERGENCY command for target "
                    + observation.target());
            recommendations.addAll(TopApplication.leakAdvice(observation));
            recommendations.add(
                    "If this load is wanted, put a connection pooler in front or raise max_connections (now "
                            + counts.maxConnections() + ")");
        } else if (counts.slotUtilizationPercentage() > thresholds.warningSlotUtilization()) {
            int free = Math.max(0, counts.usableConnections() - counts.totalConnections());
            recommendations.add("Watch closely and prepare a cleanup: " + count(free, "usable slot") + " left");
            recommendations.addAll(TopApplication.leakAdvice(observation));
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
            recommendations.add(
                    "Set idle_in_transaction_session_timeout: " + count(counts.stuckTransactions(), "transaction")
                            + " open and idle for more than " + duration(thresholds.stuckTransaction())
                            + ", holding locks and holding back vacuum; the oldest transaction is " + duration(oldest)
                            + " old");
        }
    }

    private void addLockWaitAdvice() {
        if (counts.waitingOnLockConnections() > 0) {
            recommendations.add("Find who blocks " + count(counts.waitingOnLockConnections(), "session")
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
            recommendations.add(
                    "Synchronise the clocks: the server's and the monitor's differ by " + duration(difference));
        }
    }
}
