package io.connwarden.runtime;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.util.backoff.BackOffExecution;

/** A loop that repeats an attempt until it succeeds, backs off between failures and logs the outage. Thread-safe. */
public final class RetryLoop {
    private final ShutdownSignal shutdown;
    private final Predicate<RuntimeException> isTransient;
    private final Consumer<RuntimeException> onFailure;

    /**
     * Creates a loop.
     *
     * @param shutdown ends the loop
     * @param isTransient whether a failure is retried; every other failure is thrown to the caller
     * @param onFailure called for each failure that is retried
     */
    public RetryLoop(
            ShutdownSignal shutdown, Predicate<RuntimeException> isTransient, Consumer<RuntimeException> onFailure) {
        this.shutdown = shutdown;
        this.isTransient = isTransient;
        this.onFailure = onFailure;
    }

    /**
     * Runs an attempt until it succeeds.
     *
     * @param outage logs the first failure and the recovery; one per call or per resource
     * @throws ShutdownException when the service shuts down first
     */
    public <T> T run(Supplier<T> attempt, OutageLog outage) {
        BackOffExecution delays = RetryBackOff.standard().start();
        while (true) {
            try {
                T result = attempt.get();
                outage.recordSuccess();
                return result;
            } catch (RuntimeException failure) {
                if (failure instanceof ShutdownException || !isTransient.test(failure)) {
                    throw failure;
                }
                onFailure.accept(failure);
                outage.recordFailure(RootCause.describe(failure));
            }
            shutdown.backOff(delays);
        }
    }
}
