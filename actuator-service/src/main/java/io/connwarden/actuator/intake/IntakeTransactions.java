package io.connwarden.actuator.intake;

import io.connwarden.actuator.intake.CommandAcceptance.AcceptedBatch;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.runtime.Wakeup;
import java.util.function.Supplier;

/** The transactions that accept commands. After the commit, the workers and the relay are notified. Thread-safe. */
public final class IntakeTransactions {
    private final StoreTransactions transactions;
    private final CommandAcceptance acceptance;
    private final WorkNotifier workers;
    private final Wakeup outbox;

    /** @param outbox woken after each commit */
    public IntakeTransactions(
            StoreTransactions transactions, CommandAcceptance acceptance, WorkNotifier workers, Wakeup outbox) {
        this.transactions = transactions;
        this.acceptance = acceptance;
        this.workers = workers;
        this.outbox = outbox;
    }

    /** Executes the transaction once. Returns after the commit. */
    public void execute(Supplier<AcceptedBatch> work) {
        AcceptedBatch accepted = transactions.execute(work);
        acceptance.onCommit(accepted, workers);
        outbox.wake();
    }
}
