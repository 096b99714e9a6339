package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Intents.StoredIntent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The execution of one leased command, from its start or from the state in the log store to its result. A command is
 * decided once, and each session is signalled once.
 */
final class CommandExecution {
    private final Stages stages;
    private final Intents intents;
    private final TargetRetryFactory retries;
    private final Clock clock;

    CommandExecution(Stages stages, Intents intents, TargetRetryFactory retries, Clock clock) {
        this.stages = stages;
        this.intents = intents;
        this.retries = retries;
        this.clock = clock;
    }

    /** The stages in the order of their execution. */
    record Stages(DecisionStage decision, SignalStage signal, TerminationWait termination, OutcomeStage outcome) {}

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
            stages.outcome().complete(leased, withoutDecision(CommandOutcome.FAILED, reason));
            return;
        }
        ResumedRun resumed = ResumedRun.of(earlier);
        List<IntentSessionOutcome> outcomes = resumed.intent().failedOutcomes(reason);
        resumed.progress().addStep(resumed.intent(), outcomes);
        stages.outcome()
                .complete(
                        leased,
                        resumed.progress()
                                .toCompletedRun(CommandOutcome.FAILED, resumed.intent(), outcomes, null, reason));
    }

    private void start(LeasedCommand leased, EmergencyConnection connection) {
        if (leased.isExpired(clock.instant())) {
            String reason =
                    "the command expired at " + leased.claimed().times().expiresAt() + ", while waiting in the queue";
            stages.outcome().complete(leased, withoutDecision(CommandOutcome.EXPIRED, reason));
        } else if (leased.command().parameters() instanceof CommandParameters.Monitor
                || leased.command().parameters() instanceof CommandParameters.Health) {
            stages.outcome().completeSample(leased, sample(leased, connection));
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
            return retries.singleAttempt(leased)
                    .execute(connection::sampleCounts)
                    .health();
        } catch (TargetUnavailableException e) {
            return Assessment.unreachable(leased.target().id(), e.reason(), clock.instant());
        }
    }

    private void decide(LeasedCommand leased, EmergencyConnection connection) {
        Duration left =
                Duration.between(clock.instant(), leased.claimed().times().expiresAt());
        try {
            Sample sample = retries.forAtMost(leased, left).execute(connection::sample);
            StageDecision step = stages.decision().decide(leased, sample);
            if (step instanceof StageDecision.WithAction act) {
                executeIntents(leased, connection, act.intent(), ActionProgress.start(act.intent()));
            } else if (step instanceof StageDecision.WithoutAction end) {
                stages.outcome().complete(leased, ActionProgress.withoutAction(end.decision(), end.sample()));
            }
        } catch (TargetUnavailableException e) {
            stages.outcome().complete(leased, withoutDecision(CommandOutcome.FAILED, e.reason()));
        }
    }

    /** Executes a committed intent and all intents that follow from it, and completes the command. */
    private void executeIntents(
            LeasedCommand leased, EmergencyConnection connection, Intent first, ActionProgress progress) {
        Intent intent = first;
        while (true) {
            List<IntentSessionOutcome> outcomes =
                    intent.dryRun() ? intent.dryRunOutcomes() : signalAndWait(leased, connection, intent);
            progress.addStep(intent, outcomes);
            Sample after = sampleAfterwards(leased, connection, intent);
            String last = "";
            if (intent.isEscalating() && after != null && !leased.isExpired(clock.instant())) {
                StageDecision next = stages.decision().decideNext(leased, intent, outcomes, after);
                if (next instanceof StageDecision.WithAction act) {
                    intent = act.intent();
                    continue;
                }
                last = ((StageDecision.WithoutAction) next).decision().reason();
            }
            stages.outcome()
                    .complete(leased, progress.toCompletedRun(outcomeOf(outcomes), intent, outcomes, after, last));
            return;
        }
    }

    private List<IntentSessionOutcome> signalAndWait(
            LeasedCommand leased, EmergencyConnection connection, Intent intent) {
        boolean expired = intent.resumed() && leased.isExpired(clock.instant());
        List<SignalAttempt> attempts =
                stages.signal().signal(intent, connection, retries.untilTimeout(leased), expired);
        return stages.termination().await(attempts, connection, retries.untilTimeout(leased));
    }

    private @Nullable Sample sampleAfterwards(LeasedCommand leased, EmergencyConnection connection, Intent intent) {
        try {
            return retries.singleAttempt(leased)
                    .execute(intent.isEscalating() ? connection::sample : connection::sampleCounts);
        } catch (TargetUnavailableException e) {
            return null;
        }
    }

    /** Returns FAILED if any session of the action failed. */
    private static CommandOutcome outcomeOf(List<IntentSessionOutcome> outcomes) {
        return outcomes.stream().anyMatch(each -> each.outcome() == SessionOutcome.FAILED)
                ? CommandOutcome.FAILED
                : CommandOutcome.COMPLETED;
    }

    private static CompletedRun withoutDecision(CommandOutcome outcome, String reason) {
        return CompletedRun.withoutAction(
                outcome, new DecisionReason(RuleId.NONE.id(), reason), false, List.of(), null);
    }
}
