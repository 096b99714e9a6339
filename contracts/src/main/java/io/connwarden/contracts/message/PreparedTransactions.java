package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The prepared transactions of a server. Each holds its locks and delays vacuum, and has no session.
 *
 * @param total all prepared transactions
 * @param overdue prepared transactions older than the threshold
 * @param waitingSessions sessions that wait for the locks of a prepared transaction, directly or behind other waiting
 *     sessions; the 50 sessions that wait longest are examined
 * @param oldest the oldest prepared transactions, the oldest first
 */
public record PreparedTransactions(int total, int overdue, int waitingSessions, List<PreparedTransaction> oldest) {
    private static final PreparedTransactions NONE = new PreparedTransactions(0, 0, 0, List.of());

    /**
     * A prepared transaction.
     *
     * @param gid the global identifier that {@code PREPARE TRANSACTION} assigned
     * @param database the database in which alone it can be finished; null if not known
     * @param owner the role that prepared it; null if not known
     * @param ageSeconds the time since {@code PREPARE TRANSACTION}
     */
    public record PreparedTransaction(
            String gid, @Nullable String database, @Nullable String owner, double ageSeconds) {
        public PreparedTransaction {
            Objects.requireNonNull(gid, "gid");
            Checks.requireNotNegative("ageSeconds", ageSeconds);
        }
    }

    /** @throws IllegalArgumentException if a number is out of range */
    public PreparedTransactions {
        Checks.requireAtLeast("total", total, 0);
        Checks.requireAtLeast("overdue", overdue, 0);
        Checks.requireAtLeast("waitingSessions", waitingSessions, 0);
        oldest = List.copyOf(oldest);
    }

    /** Returns the value for a server without prepared transactions. */
    public static PreparedTransactions none() {
        return NONE;
    }
}
