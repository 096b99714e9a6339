package io.connwarden.actuator.store;

import io.connwarden.actuator.concurrent.BackOff;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.runtime.ShutdownSignal;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Executes transactions of the log store, once or with retries. Thread-safe. */
public final class StoreTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTransactions.class);

    private final TransactionOperations transactions;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;

    public StoreTransactions(TransactionOperations transactions, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.transactions = transactions;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    /** Executes a transaction once. Returns after the commit. */
    public <T> T execute(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    /**
     * Executes a transaction until it commits. A failed commit may have taken effect, so the work must be idempotent
     * or detect a repetition.
     *
     * @throws io.connwarden.runtime.ShutdownException if the service shuts down first
     */
    public <T> T executeWithRetry(String name, Supplier<T> work) {
        BackOff backOff = BackOff.standard();
        boolean told = false;
        while (true) {
            try {
                T done = execute(work);
                if (told) {
                    LOG.info("Log store available again; stored {}", name);
                }
                return done;
            } catch (RuntimeException e) {
                if (!StoreFailures.isStoreFailure(e) || StoreFailures.isPermanent(e)) {
                    throw e;
                }
                metrics.recordStoreFailure();
                if (!told) {
                    LOG.warn(
                            "Log store unavailable, retrying to store {}; nothing is lost. Cause: {}",
                            name,
                            StoreFailures.rootMessage(e));
                    told = true;
                }
            }
            shutdown.sleep(backOff.next());
        }
    }
}
