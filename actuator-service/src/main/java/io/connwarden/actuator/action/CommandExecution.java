package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.plan.RequestedPlans;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Intents.StoredIntent;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.target.SessionRow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The execution of one leased command, from its start or from the state in the log store to its result. A command is
 * decided once, and each session is signalled once.
 */
final class CommandExecution {
    private final Stages stages;
    private final Intents intents;
    private final Plans plans;
    private final TargetRetryFactory retries;
    private final SignalCheck.Context checkContext;
    private final Clock clock;

    CommandExecution(Stages stages, TargetRetryFactory retries, SignalCheck.Context checkContext) {
        this.stages = stages;
        this.intents = checkContext.store().intents();
        this.plans = checkContext.store().plans();
        this.retries = retries;
        this.checkContext = checkContext;
        this.clock = checkContext.clock();
    }

    /** The stages in the order of their execution. */
    record Stages(DecisionStage decision, TerminationWait termination, NextStepStage nextStep, OutcomeStage outcome) {}

    /** Executes the command from the state that the log store holds. */
    void execute(LeasedCommand claimed, EmergencyConnection connection) {
        LeasedCommand leased = withPlanned(claimed);
        List<StoredIntent> earlier = intents.ofCommand(leased.claimed().seq());
        if (earlier.isEmpty()) {
            start(leased, connection);
        } else {
            ResumedRun resumed = resume(earlier);
            executeIntents(leased, connection, resumed.intent(), null, resumed.progress());
        }
    }

    /** Completes a command that failed repeatedly. The result reports the signals that the log store knows. */
    void fail(LeasedCommand claimed, String reason) {
        LeasedCommand leased = withPlanned(claimed);
        List<StoredIntent> earlier = intents.ofCommand(leased.claimed().seq());
        if (earlier.isEmpty()) {
            stages.outcome().complete(leased, withoutDecision(CommandOutcome.FAILED, reason));
            return;
        }
        ResumedRun resumed = resume(earlier);
        List<IntentSessionOutcome> outcomes = stages.termination().withoutVerification(resumed.intent(), reason);
        resumed.progress().addStep(resumed.intent(), outcomes);
        stages.outcome()
                .complete(
                        leased,
                        resumed.progress()
                                .toCompletedRun(CommandOutcome.FAILED, resumed.intent(), outcomes, null, reason));
    }

    /** The checks of a signal and the result need the command of the dry run, also after a crash. */
    private LeasedCommand withPlanned(LeasedCommand leased) {
        return leased.command().parameters() instanceof CommandParameters.Approve approve
                ? RequestedPlans.commandOf(plans, approve.planId())
                        .map(leased::withPlanned)
                        .orElse(leased)
                : leased;
    }

    private ResumedRun resume(List<StoredIntent> earlier) {
        StoredIntent last = earlier.get(earlier.size() - 1);
        return ResumedRun.of(earlier, plans.ofIntent(last.id()).orElse(null));
    }

    private void start(LeasedCommand leased, EmergencyConnection connection) {
        if (leased.isExpired(clock.instant())) {
            expire(leased, "while waiting in the queue");
        } else if (leased.command().parameters() instanceof CommandParameters.Monitor
                || leased.command().parameters() instanceof CommandParameters.Health) {
            stages.outcome().completeSample(leased, sample(leased, connection));
        } else {
            decide(leased, connection);
        }
    }

    private void expire(LeasedCommand leased, String circumstance) {
        String reason = "the command expired at " + leased.claimed().times().expiresAt() + ", " + circumstance;
        stages.outcome().complete(leased, withoutDecision(CommandOutcome.EXPIRED, reason));
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
            return Assessment.unreachable(leased.target().id(), e.reason(), e.remedy(), clock.instant());
        }
    }

    private void decide(LeasedCommand leased, EmergencyConnection connection) {
        BackOffExecution delays = RetryBackOff.standard().start();
        try {
            while (!leased.isExpired(clock.instant())) {
                Duration left = Duration.between(
                        clock.instant(), leased.claimed().times().expiresAt());
                Sample sample = retries.forAtMost(leased, left).execute(() -> sampleFor(leased.command(), connection));
                StageDecision step = stages.decision().decide(leased, sample);
                if (step instanceof StageDecision.WithAction act) {
                    executeIntents(leased, connection, act.intent(), sample, ActionProgress.start(act.intent()));
                    return;
                }
                if (step instanceof StageDecision.WithoutAction end) {
                    stages.outcome().complete(leased, ActionProgress.withoutAction(end.decision(), end.sample()));
                    return;
                }
                retries.shutdown().backOff(delays);
            }
            expire(leased, "because no sample was recent enough for a decision");
        } catch (TargetUnavailableException e) {
            stages.outcome().complete(leased, withoutDecision(CommandOutcome.FAILED, e.reason()));
        }
    }

    /** A named backend that is no client session is part of the sample, because the guards explain its protection. */
    private static Sample sampleFor(Command command, EmergencyConnection connection) {
        Sample sample = connection.sample();
        if (!(command.parameters() instanceof CommandParameters.Named named)) {
            return sample;
        }
        Set<Integer> clients = sample.sessions().stream().map(SessionRow::pid).collect(Collectors.toSet());
        List<Integer> others = named.sessions().stream()
                .map(SessionId::pid)
                .filter(pid -> !clients.contains(pid))
                .distinct()
                .toList();
        return sample.with(connection.otherBackends(others));
    }

    /**
     * Executes a committed intent and all intents that follow from it, and completes the command.
     *
     * @param firstSample the sample of the first intent; null on a resumption
     */
    private void executeIntents(
            LeasedCommand leased,
            EmergencyConnection connection,
            Intent first,
            @Nullable Sample firstSample,
            ActionProgress progress) {
        Intent intent = first;
        Sample sample = firstSample;
        while (true) {
            SignalAnswers answers =
                    new SignalAnswers(leased, intent, checkContext.store().signals());
            SignalCheck check = new SignalCheck(leased, intent, sample, answers, connection, checkContext);
            List<IntentSessionOutcome> outcomes = intent.dryRun()
                    ? intent.dryRunOutcomes()
                    : signalAndWait(leased, connection, intent, check, answers);
            progress.addStep(intent, outcomes);
            NextStepStage.NextStep next =
                    stages.nextStep().decide(leased, connection, intent, outcomes, check.stopReason());
            Intent following = next.intent();
            if (following == null) {
                stages.outcome()
                        .complete(
                                leased,
                                progress.toCompletedRun(
                                        outcomeOf(outcomes), intent, outcomes, next.sample(), next.endReason()));
                return;
            }
            intent = following;
            sample = next.sample();
        }
    }

    private List<IntentSessionOutcome> signalAndWait(
            LeasedCommand leased,
            EmergencyConnection connection,
            Intent intent,
            SignalCheck check,
            SignalAnswers answers) {
        List<SignalAttempt> attempts =
                SignalStage.signal(intent, connection, retries.untilTimeout(leased), check, answers);
        return stages.termination().await(attempts, connection, retries.untilTimeout(leased));
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
