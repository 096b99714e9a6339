package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.value.Formats.count;
import static io.connwarden.contracts.value.Formats.duration;

import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import java.time.Duration;
import java.util.List;

/** The texts about prepared transactions: each names the gid, the age, the database and the remedy. */
public final class PreparedTransactionText {
    private PreparedTransactionText() {}

    /**
     * Returns a phrase such as {@code 1 prepared transaction older than 5 min, the oldest is 'a' in database "orders",
     * prepared 2 h ago by "shop"; 19 sessions wait for the locks of prepared transactions}.
     */
    public static String overdue(PreparedTransactions transactions, Duration threshold) {
        return count(transactions.overdue(), "prepared transaction") + " older than " + duration(threshold)
                + transactions.oldest().stream()
                        .findFirst()
                        .map(oldest -> ", the oldest is " + describe(oldest))
                        .orElse("")
                + waiting(transactions);
    }

    /**
     * Returns one recommendation for each of the oldest prepared transactions above the threshold. A younger one may
     * be finished by its coordinator at any moment, so it is named only while sessions wait.
     */
    static List<String> advice(PreparedTransactions transactions, Duration threshold) {
        List<String> remedies = remedies(transactions, threshold);
        return !remedies.isEmpty() || transactions.waitingSessions() == 0
                ? remedies
                : transactions.oldest().stream()
                        .limit(1)
                        .map(oldest -> "Watch the prepared transactions: "
                                + sessionsWait(transactions.waitingSessions()) + "; the oldest is " + describe(oldest))
                        .toList();
    }

    private static List<String> remedies(PreparedTransactions transactions, Duration threshold) {
        return transactions.oldest().stream()
                .filter(each -> age(each).compareTo(threshold) > 0)
                .map(each -> "Finish the prepared transaction " + describe(each)
                        + ": ask its coordinator for the outcome, then connect to database " + databaseOf(each)
                        + " as its owner or a superuser and run ROLLBACK PREPARED " + SqlQuoting.literal(each.gid())
                        + " or COMMIT PREPARED; it holds its locks without a session, so no signal releases them")
                .toList();
    }

    private static String waiting(PreparedTransactions transactions) {
        return transactions.waitingSessions() == 0 ? "" : "; " + sessionsWait(transactions.waitingSessions());
    }

    private static String sessionsWait(int sessions) {
        return count(sessions, "session") + (sessions == 1 ? " waits" : " wait")
                + " for the locks of prepared transactions";
    }

    private static Duration age(PreparedTransaction transaction) {
        return Duration.ofMillis((long) (transaction.ageSeconds() * 1000));
    }

    private static String describe(PreparedTransaction transaction) {
        String owner = transaction.owner() == null ? "" : " by " + SqlQuoting.identifier(transaction.owner());
        return SqlQuoting.literal(transaction.gid()) + " in database " + databaseOf(transaction) + ", prepared "
                + duration(age(transaction)) + " ago" + owner;
    }

    private static String databaseOf(PreparedTransaction transaction) {
        return transaction.database() == null ? "<unknown>" : SqlQuoting.identifier(transaction.database());
    }
}
