package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Request;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.StoredIntent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes one leased command, from its start or from the state in the log store to its result. A command is decided
 * once and each session is signalled once.
 */
final class CommandExecution {
    private final DecisionStage decisionStage;
    private final SignalStage signalStage;
    private final TerminationWait terminationWait;
    private final OutcomeStage outcomeStage;
    private final Intents intents;
    private final Duration targetRetryTimeout;
    private final Clock clock;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;

    CommandExecution(
            DecisionStage decisionStage,
            SignalStage signalStage,
            TerminationWait terminationWait,
            OutcomeStage outcomeStage,
            Intents intents,
            Duration targetRetryTimeout,
            Clock clock,
            ShutdownSignal shutdown,
            ActuatorMetrics metrics) {
        this.decisionStage = decisionStage;
        this.signalStage = signalStage;
        this.terminationWait = terminationWait;
        this.outcomeStage = outcomeStage;
        this.intents = intents;
        this.targetRetryTimeout = targetRetryTimeout;
        this.clock = clock;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    /** Executes the command from the state that the log store holds. */
    void execute(LeasedCommand leased, EmergencyConnection connection) {
        List<StoredIntent> earlier = intents.ofCommand(leased.claimed().seq());
        if (earlier.isEmpty()) {
            start(leased, connection);
        } else {
            ResumedRun resumed = ResumedRun.of(earlier);
            executeIntents(leased, connection, resumed.intent(), resumed.progress());
        }
    }

    /** Completes a command that failed repeatedly. The result reports the signals that the log store knows. */
    void fail(LeasedCommand leased, String reason) {
        List<StoredIntent> earlier = intents.ofCommand(leased.claimed().seq());
        if (earlier.isEmpty()) {
            outcomeStage.complete(leased, withoutDecision(CommandOutcome.FAILED, reason));
            return;
        }
        ResumedRun resumed = ResumedRun.of(earlier);
        List<SessionResult> results = SessionResults.forFailure(resumed.intent(), reason);
        resumed.progress().addStep(resumed.intent(), results);
        outcomeStage.complete(
                leased, resumed.progress().toRunResult(CommandOutcome.FAILED, resumed.intent(), results, null, reason));
    }

    private void start(LeasedCommand leased, EmergencyConnection connection) {
        if (leased.isExpired(clock.instant())) {
            String reason = "it expired at " + leased.claimed().expiresAt() + ", while it waited in the queue";
            outcomeStage.complete(leased, withoutDecision(CommandOutcome.EXPIRED, reason));
        } else if (leased.command().request() instanceof Request.Monitor
                || leased.command().request() instanceof Request.HealthCheck) {
            outcomeStage.completeSample(leased, sample(leased, connection));
        } else {
            decide(leased, connection);
        }
    }

    /**
     * Samples the target once, without retries. A MONITOR or HEALTH command on an unreachable target is answered at
     * once.
     */
    private Health sample(LeasedCommand leased, EmergencyConnection connection) {
        try {
            return targetRetry(leased, Duration.ZERO)
                    .execute(connection::sampleCounts)
                    .health();
        } catch (TargetUnavailableException e) {
            return Assessment.unreachable(leased.target().id(), e.reason(), clock.instant());
        }
    }

    private void decide(LeasedCommand leased, EmergencyConnection connection) {
        Duration left = Duration.between(clock.instant(), leased.claimed().expiresAt());
        try {
            Sample sample = targetRetry(leased, left).execute(connection::sample);
            DecisionStep step = decisionStage.decide(leased, sample);
            if (step instanceof DecisionStep.Act act) {
                executeIntents(leased, connection, act.intent(), ActionProgress.start(act.intent()));
            } else if (step instanceof DecisionStep.End end) {
                outcomeStage.complete(leased, ActionProgress.withoutAction(end.decision(), end.sample()));
            }
        } catch (TargetUnavailableException e) {
            outcomeStage.complete(leased, withoutDecision(CommandOutcome.FAILED, e.reason()));
        }
    }

    /** Executes a committed intent and all intents that follow from it, and completes the command. */
    private void executeIntents(
            LeasedCommand leased, EmergencyConnection connection, Intent first, ActionProgress progress) {
        Intent intent = first;
        while (true) {
            List<SessionResult> results =
                    intent.dryRun() ? SessionResults.forDryRun(intent) : signalAndWait(leased, connection, intent);
            progress.addStep(intent, results);
            Sample after = sampleAfterwards(leased, connection, intent);
            String last = "";
            if (intent.isEscalating() && after != null && !leased.isExpired(clock.instant())) {
                DecisionStep next = decisionStage.decideNext(leased, intent, results, after);
                if (next instanceof DecisionStep.Act act) {
                    intent = act.intent();
                    continue;
                }
                last = ((DecisionStep.End) next).decision().reason();
            }
            outcomeStage.complete(
                    leased, progress.toRunResult(SessionResults.outcomeOf(results), intent, results, after, last));
            return;
        }
    }

    private List<SessionResult> signalAndWait(LeasedCommand leased, EmergencyConnection connection, Intent intent) {
        boolean expired = intent.resumed() && leased.isExpired(clock.instant());
        List<SignalResult> results =
                signalStage.signal(intent, connection, targetRetry(leased, targetRetryTimeout), expired);
        return terminationWait.await(results, connection, targetRetry(leased, targetRetryTimeout));
    }

    private @Nullable Sample sampleAfterwards(LeasedCommand leased, EmergencyConnection connection, Intent intent) {
        try {
            return targetRetry(leased, Duration.ZERO)
                    .execute(intent.isEscalating() ? connection::sample : connection::sampleCounts);
        } catch (TargetUnavailableException e) {
            return null;
        }
    }

    private static RunResult withoutDecision(CommandOutcome outcome, String reason) {
        return RunResult.withoutAction(outcome, new DecisionReason(RuleId.INTAKE.id(), reason), false, List.of(), null);
    }

    private TargetRetry targetRetry(LeasedCommand leased, Duration time) {
        Duration timeout = time.compareTo(targetRetryTimeout) < 0 ? time : targetRetryTimeout;
        return new TargetRetry(leased.target().id(), clock.instant().plus(timeout), clock, shutdown, metrics);
    }
}
