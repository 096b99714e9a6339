package io.connwarden.actuator.store;

import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.BackOff;
import io.connwarden.actuator.pace.Rest;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Transactions of the log store, tried once or until the store has done them. Thread-safe. */
public final class StoreTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTransactions.class);

    private final TransactionOperations transactions;
    private final Rest rest;
    private final FlowMetrics metrics;

    public StoreTransactions(TransactionOperations transactions, Rest rest, FlowMetrics metrics) {
        this.transactions = transactions;
        this.rest = rest;
        this.metrics = metrics;
    }

    /** All or nothing, tried once. Returns when it is committed. */
    public <T> T once(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    /**
     * All or nothing, tried until the store has done it. After a failure in committing it may have been done already, so
     * the work must be such that doing it twice is doing it once, or must notice.
     *
     * @throws io.connwarden.actuator.pace.Stopped when the service stops first
     */
    public <T> T untilDone(String what, Supplier<T> work) {
        BackOff backOff = BackOff.standard();
        boolean told = false;
        while (true) {
            try {
                T done = once(work);
                if (told) {
                    LOG.info("The log store took it: {}", what);
                }
                return done;
            } catch (RuntimeException e) {
                if (!StoreTrouble.isTrouble(e) || StoreTrouble.isForGood(e)) {
                    throw e;
                }
                metrics.storeFailed();
                if (!told) {
                    LOG.warn("The log store could not take it, trying on: {} ({})", what, StoreTrouble.told(e));
                    told = true;
                }
            }
            rest.rest(backOff.next());
        }
    }
}
