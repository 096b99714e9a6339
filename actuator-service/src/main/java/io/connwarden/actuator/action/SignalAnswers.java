package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.runtime.RootCause;
import io.connwarden.sql.store.Signals;
import io.connwarden.sql.store.Signals.SignalRecord;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers to the signals of one intent that the log store does not have yet. Used by one run. Not thread-safe. */
final class SignalAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SignalAnswers.class);

    private final long intentId;
    private final long commandSeq;
    private final Signals signals;
    private final List<SignalRecord> unrecorded = new ArrayList<>();

    SignalAnswers(LeasedCommand leased, Intent intent, Signals signals) {
        this.intentId = intent.id();
        this.commandSeq = leased.claimed().seq();
        this.signals = signals;
    }

    void add(Answered answered) {
        unrecorded.add(
                new SignalRecord(answered.session().ordinal(), answered.answer().name(), answered.possiblySignalled()));
    }

    /**
     * Records the answers before a further signal, and checks the lease in the same statement.
     *
     * @throws LeaseLostException if another process took over the command
     */
    void recordAndRequireLease() {
        if (!record()) {
            throw new LeaseLostException(commandSeq);
        }
    }

    /** Records the answers after the last signal. A failure is logged, because the outcomes are stored with retries. */
    void recordOnce() {
        if (unrecorded.isEmpty()) {
            return;
        }
        try {
            record();
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

    private boolean record() {
        boolean held = signals.record(intentId, List.copyOf(unrecorded), commandSeq);
        unrecorded.clear();
        return held;
    }
}
