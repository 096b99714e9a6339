package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.runtime.RootCause;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Intents.SignalRecord;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers to the signals of one intent that the log store does not have yet. Used by one run. Not thread-safe. */
final class SignalAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SignalAnswers.class);

    private final long intentId;
    private final Intents intents;
    private final StoreTransactions transactions;
    private final List<SignalRecord> unrecorded = new ArrayList<>();

    SignalAnswers(Intent intent, Intents intents, StoreTransactions transactions) {
        this.intentId = intent.id();
        this.intents = intents;
        this.transactions = transactions;
    }

    void add(Answered answered) {
        unrecorded.add(
                new SignalRecord(answered.session().ordinal(), answered.answer().name(), answered.possiblySignalled()));
    }

    /**
     * Records the answers before a further signal. A log store that answers reads can still refuse writes, so the check
     * before a chunk does not replace this wait.
     */
    void awaitRecord() {
        if (!unrecorded.isEmpty()) {
            transactions.retryUntilAvailable("record the signal answers of intent " + intentId, this::write);
        }
    }

    /** Records the answers after the last signal. A failure is logged, because the outcomes are stored with retries. */
    void recordOnce() {
        if (unrecorded.isEmpty()) {
            return;
        }
        try {
            write();
        } catch (RuntimeException e) {
            if (!StoreFailures.isStoreFailure(e)) {
                throw e;
            }
            LOG.warn(
                    "{} signal answers of intent {} were not recorded, because the log store is unavailable."
                            + " The answers stay in memory until the outcomes are recorded. Cause: {}",
                    unrecorded.size(),
                    intentId,
                    RootCause.describe(e));
        }
    }

    private int write() {
        int count = unrecorded.size();
        intents.recordSignals(intentId, List.copyOf(unrecorded));
        unrecorded.clear();
        return count;
    }
}
