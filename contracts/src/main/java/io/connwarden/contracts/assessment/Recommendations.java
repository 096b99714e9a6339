package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.Figures.counted;
import static io.connwarden.contracts.assessment.Figures.spoken;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a person may do about an observation, the most urgent first. */
final class Recommendations {
    /** The origin's figure: fewer long idle sessions than this are a pool keeping warm. */
    private static final int LONG_IDLE_WORTH_A_WORD = 5;

    private static final Duration CLOCK_DIFFERENCE_WORTH_A_WORD = Duration.ofSeconds(5);

    private final Observation seen;
    private final Counts counts;
    private final Thresholds limits;
    private final Status status;
    private final List<String> advice = new ArrayList<>();

    private Recommendations(Observation seen, Counts counts, Thresholds limits, Status status) {
        this.seen = seen;
        this.counts = counts;
        this.limits = limits;
        this.status = status;
    }

    static List<String> on(Observation seen, Counts counts, Thresholds limits, Status status, Instant now) {
        return new Recommendations(seen, counts, limits, status).inOrder(now);
    }

    private List<String> inOrder(Instant now) {
        if (status == Status.UNKNOWN) {
            advice.add("Let the monitoring role see every session: GRANT pg_monitor TO <role>;");
        } else {
            slots();
            zombies();
            stuckTransactions();
            lockWaits();
            longIdle();
        }
        clocks(now);
        if (advice.isEmpty()) {
            advice.add("Nothing to do: the connection slots are healthy");
        }
        return List.copyOf(advice);
    }

    private void slots() {
        if (counts.slotUtilizationPercentage() > limits.criticalSlotUtilization()) {
            advice.add(
                    "Reclaim sessions now: let rule R1 act, or send an EMERGENCY command for target " + seen.target());
            advice.addAll(TopApplication.leakSuspect(seen));
            advice.add("If this load is wanted, put a connection pooler in front or raise max_connections (now "
                    + counts.maxConnections() + ")");
        } else if (counts.slotUtilizationPercentage() > limits.warningSlotUtilization()) {
            int free = Math.max(0, counts.usableConnections() - counts.totalConnections());
            advice.add("Watch closely and prepare a cleanup: " + counted(free, "usable slot") + " left");
            advice.addAll(TopApplication.leakSuspect(seen));
        }
    }

    private void zombies() {
        if (counts.zombieConnections() > limits.cleanupZombies()) {
            advice.add("Clean up " + counted(counts.zombieConnections(), "zombie session") + " with a CLEANUP command"
                    + TopApplication.holdingMostZombies(seen));
        }
    }

    private void stuckTransactions() {
        if (counts.stuckTransactions() > 0) {
            Duration oldest = Duration.ofSeconds((long) counts.oldestTransactionSeconds());
            advice.add("Set idle_in_transaction_session_timeout: " + counted(counts.stuckTransactions(), "transaction")
                    + " open and idle for more than " + spoken(limits.stuckTransaction())
                    + ", holding locks and holding back vacuum; the oldest transaction is " + spoken(oldest) + " old");
        }
    }

    private void lockWaits() {
        if (counts.waitingOnLockConnections() > 0) {
            advice.add("Find who blocks " + counted(counts.waitingOnLockConnections(), "session")
                    + " waiting on locks: SELECT pid, pg_blocking_pids(pid) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock';");
        }
    }

    private void longIdle() {
        if (counts.longIdleConnections() > LONG_IDLE_WORTH_A_WORD) {
            advice.add("Shorten the idle timeout of the applications' pools: "
                    + counted(counts.longIdleConnections(), "session") + " idle for more than "
                    + spoken(limits.longIdle()));
        }
    }

    private void clocks(Instant now) {
        Duration difference = Duration.between(seen.at(), now).abs();
        if (difference.compareTo(CLOCK_DIFFERENCE_WORTH_A_WORD) > 0) {
            advice.add("Synchronise the clocks: the server's and the monitor's differ by " + spoken(difference));
        }
    }
}
