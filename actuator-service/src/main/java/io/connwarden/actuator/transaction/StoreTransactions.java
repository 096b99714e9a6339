package io.connwarden.actuator.transaction;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RetryLoop;
import io.connwarden.runtime.ShutdownSignal;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** The transactions of the log store, executed once or with retries. Thread-safe. */
public final class StoreTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTransactions.class);

    private final TransactionOperations transactions;
    private final RetryLoop retries;

    public StoreTransactions(TransactionOperations transactions, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.transactions = transactions;
        this.retries = new RetryLoop(shutdown, StoreFailures::isTransient, failure -> metrics.recordStoreFailure());
    }

    /** Executes a transaction once. Returns after the commit. */
    public <T> T execute(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    /**
     * Repeats work until the log store answers to all its reads and transactions. The work opens its own transactions,
     * and must be idempotent or detect a repetition.
     *
     * @param name names the work in the log, such as "check ..."
     * @throws io.connwarden.runtime.ShutdownException if the service shuts down first
     */
    public <T> T retryUntilAvailable(String name, Supplier<T> work) {
        OutageLog outage = new OutageLog(
                LOG,
                "Cannot " + name + " because the log store is unavailable. No session is signalled until the log store"
                        + " is available again; the work is retried",
                "The attempt to " + name + " succeeded: the log store is available again");
        return retries.run(work, outage);
    }

    /**
     * Executes a transaction until it commits. A failed commit may have taken effect, so the work must be idempotent
     * or detect a repetition.
     *
     * @param name names the content in the log, such as "the outcome of ..."
     * @throws io.connwarden.runtime.ShutdownException if the service shuts down first
     */
    public <T> T executeWithRetry(String name, Supplier<T> work) {
        OutageLog outage = new OutageLog(
                LOG,
                "Cannot store " + name + " because the log store is unavailable. No record is lost; the transaction is"
                        + " retried",
                "The log store is available again and has stored " + name);
        return retries.run(() -> execute(work), outage);
    }
}
