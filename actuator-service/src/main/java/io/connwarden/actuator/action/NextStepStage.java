package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.runtime.RetryBackOff;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;

/** The stage that samples the target after a completed step, and decides on the next step of an emergency. */
final class NextStepStage {
    private final DecisionStage decision;
    private final StoreTransactions transactions;
    private final TargetRetryFactory retries;
    private final Clock clock;

    NextStepStage(DecisionStage decision, StoreTransactions transactions, TargetRetryFactory retries, Clock clock) {
        this.decision = decision;
        this.transactions = transactions;
        this.retries = retries;
        this.clock = clock;
    }

    /**
     * The step after a completed one.
     *
     * @param intent the committed intent of the step; null if the action ends
     * @param sample the sample after the completed step; null if the target did not answer
     * @param endReason the reason of the end; empty if there is none to report
     */
    record NextStep(@Nullable Intent intent, @Nullable Sample sample, String endReason) {}

    /**
     * Samples the target and decides. After an outage of the log store, the target is sampled again.
     *
     * @param stopReason the reason against all remaining signals of the completed step; empty if there was none
     */
    NextStep decide(
            LeasedCommand leased,
            EmergencyConnection connection,
            Intent intent,
            List<IntentSessionOutcome> outcomes,
            Optional<String> stopReason) {
        if (stopReason.isPresent() || !intent.isEscalating()) {
            return new NextStep(null, sampleAfterwards(leased, connection, intent), stopReason.orElse(""));
        }
        return transactions.retryUntilAvailable(
                "decide step " + (intent.stepNumber() + 1) + " of command "
                        + leased.claimed().id().id(),
                () -> sampleAndDecideNext(leased, connection, intent, outcomes));
    }

    private NextStep sampleAndDecideNext(
            LeasedCommand leased, EmergencyConnection connection, Intent intent, List<IntentSessionOutcome> outcomes) {
        BackOffExecution delays = RetryBackOff.standard().start();
        while (true) {
            Sample after = sampleAfterwards(leased, connection, intent);
            if (after == null || leased.isExpired(clock.instant())) {
                return new NextStep(null, after, "");
            }
            StageDecision next = decision.decideNext(leased, intent, outcomes, after);
            if (next instanceof StageDecision.WithAction act) {
                return new NextStep(act.intent(), after, "");
            }
            if (next instanceof StageDecision.WithoutAction end) {
                return new NextStep(null, after, end.decision().reason());
            }
            retries.shutdown().backOff(delays);
        }
    }

    private @Nullable Sample sampleAfterwards(LeasedCommand leased, EmergencyConnection connection, Intent intent) {
        try {
            return retries.singleAttempt(leased)
                    .execute(intent.isEscalating() ? connection::sample : connection::sampleCounts);
        } catch (TargetUnavailableException e) {
            return null;
        }
    }
}
