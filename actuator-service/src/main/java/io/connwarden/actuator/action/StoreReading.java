package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.contracts.value.Formats;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;

/**
 * The reading of lease and pauses from the log store before the signals of a chunk. While the log store is unavailable,
 * the reading waits. A reading that took too long is a failure too, and is repeated a few times. Used by one run. Not
 * thread-safe.
 */
final class StoreReading {
    private static final Logger LOG = LoggerFactory.getLogger(StoreReading.class);

    /** The maximum time to read lease and pauses. */
    private static final Duration MAX_AGE = Duration.ofMillis(700);

    /** With the delays between them, these readings take 7 s. A short slowness does not end a list. */
    private static final int MAX_SLOW_READINGS = 6;

    private final LeasedCommand leased;
    private final CommandStore store;
    private final SignalAnswers answers;
    private final SituationLoader situationLoader;
    private int slowReadings;
    private long startNanos;

    StoreReading(LeasedCommand leased, CommandStore store, SignalAnswers answers, SituationLoader situationLoader) {
        this.leased = leased;
        this.store = store;
        this.answers = answers;
        this.situationLoader = situationLoader;
    }

    /** The end of the attempts to read a log store that is too slow. */
    static final class SlowStoreException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        private SlowStoreException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /**
     * Returns the pause of the target.
     *
     * @throws LeaseLostException if another process took over the command
     * @throws SlowStoreException if the log store is too slow for a signal
     */
    Optional<TargetPause> read() {
        slowReadings = 0;
        return store.transactions()
                .retryUntilAvailable(
                        "check command " + leased.claimed().id().id() + " before its signals", this::readInTime);
    }

    /** Returns the start of the last reading. Its age counts from there, because a PAUSE may follow at any moment. */
    long startNanos() {
        return startNanos;
    }

    private Optional<TargetPause> readInTime() {
        startNanos = System.nanoTime();
        answers.recordAndRequireLease();
        Optional<TargetPause> pause = situationLoader.readPause(leased.target());
        Duration age = Duration.ofNanos(System.nanoTime() - startNanos);
        if (age.compareTo(MAX_AGE) > 0) {
            onSlowReading("the log store answered after " + Formats.duration(age) + ", the maximum before a signal is "
                    + Formats.duration(MAX_AGE));
        }
        return pause;
    }

    private void onSlowReading(String reason) {
        if (++slowReadings < MAX_SLOW_READINGS) {
            throw new QueryTimeoutException(reason);
        }
        LOG.warn(
                "Command {} on target {} sends no further signal: {}, {} times in a row. The sessions are reported as"
                        + " spared, and the next command follows",
                leased.claimed().id().id(),
                leased.target().id(),
                reason,
                slowReadings);
        throw new SlowStoreException(reason);
    }
}
