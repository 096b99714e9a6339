package io.connwarden.actuator.store;

import io.connwarden.actuator.concurrent.BackOff;
import io.connwarden.actuator.concurrent.ShutdownSignal;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Transactions of the log store, tried once or until the store has done them. Thread-safe. */
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

    /** All or nothing, tried once. Returns when it is committed. */
    public <T> T execute(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    /**
     * All or nothing, tried until the store has done it. After a failure in committing it may have been done already, so
     * the work must be such that doing it twice is doing it once, or must notice.
     *
     * @throws io.connwarden.actuator.concurrent.ShutdownException when the service stops first
     */
    public <T> T executeWithRetry(String name, Supplier<T> work) {
        BackOff backOff = BackOff.standard();
        boolean told = false;
        while (true) {
            try {
                T done = execute(work);
                if (told) {
                    LOG.info("The log store took it: {}", name);
                }
                return done;
            } catch (RuntimeException e) {
                if (!StoreFailures.isStoreFailure(e) || StoreFailures.isPermanent(e)) {
                    throw e;
                }
                metrics.recordStoreFailure();
                if (!told) {
                    LOG.warn("The log store could not take it, trying on: {} ({})", name, StoreFailures.rootMessage(e));
                    told = true;
                }
            }
            shutdown.sleep(backOff.next());
        }
    }
}
