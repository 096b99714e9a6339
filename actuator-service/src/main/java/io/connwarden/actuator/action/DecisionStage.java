package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.plan.PlanReader;
import io.connwarden.actuator.plan.PlanWriter;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import io.connwarden.runtime.OutageLog;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stage that decides on a sample and commits the decision as an intent before the first signal. Decision and
 * intent are one transaction under the lock of the target, with the clock of the log store. Cooldown and budget
 * therefore hold for any number of processes, whatever their clocks show.
 */
final class DecisionStage {
    /** The maximum time from a sample to the decision on it, which is the wait for the log store. */
    private static final Duration MAX_STORE_WAIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DecisionStage.class);

    private final Decider decider;
    private final CommandStore store;
    private final SituationLoader situationLoader;
    private final IntentWriter intentWriter;
    private final PlanWriter planWriter;
    private final RepeatedDryRuns repeatedDryRuns;
    private final Map<String, OutageLog> delays = new ConcurrentHashMap<>();

    DecisionStage(Decider decider, CommandStore store, SituationLoader situationLoader) {
        this.decider = decider;
        this.store = store;
        this.situationLoader = situationLoader;
        this.intentWriter = new IntentWriter(store.intents());
        this.planWriter = new PlanWriter(store.plans());
        this.repeatedDryRuns = new RepeatedDryRuns(store.history(), store.alertStates());
    }

    /** Makes the first decision. */
    StageDecision decide(LeasedCommand leased, Sample sample) {
        return store.transactions().execute(() -> {
            store.lock(leased);
            if (isTooOld(leased, sample)) {
                return new StageDecision.SampleTooOld();
            }
            Situation situation =
                    situationLoader.load(leased, sample, store.clock().now());
            Decision decision = decide(leased, situation);
            if (decision instanceof Decision.Ask ask) {
                return new StageDecision.WithAction(writePlan(leased, ask, sample, situation));
            }
            return decision instanceof Decision.Act act
                    ? new StageDecision.WithAction(writeIntent(leased, act, sample, situation))
                    : new StageDecision.WithoutAction(decision, sample);
        });
    }

    /** Writes the decision, and a requested dry run as a plan that APPROVE executes. */
    private Intent writeIntent(LeasedCommand leased, Decision.Act act, Sample sample, Situation situation) {
        Intent intent = intentWriter.write(
                leased, act, EscalationState.afterFirstStep(act, situation), sample, situation.now());
        return leased.isRequestedDryRun()
                ? intent.withPlan(planWriter.writeRequested(
                        act,
                        leased.target().id(),
                        intent.id(),
                        leased.target().policy().approval(),
                        situation.now()))
                : intent;
    }

    /** Writes the decision as a dry run, which is completed as any other, and as the plan of a later approval. */
    private Intent writePlan(LeasedCommand leased, Decision.Ask ask, Sample sample, Situation situation) {
        Decision.Act dryRun = ask.asDryRun();
        Intent intent = intentWriter.write(
                leased, dryRun, EscalationState.afterFirstStep(dryRun, situation), sample, situation.now());
        return intent.withPlan(planWriter.write(
                ask, leased.target().id(), intent.id(), leased.target().policy().approval(), situation.now()));
    }

    private Decision decide(LeasedCommand leased, Situation situation) {
        return leased.command().parameters() instanceof CommandParameters.Approve approve
                ? decideApproval(leased, approve.planId(), situation)
                : repeatedDryRuns.decide(
                        leased,
                        situation,
                        current -> decider.decide(
                                leased.trigger(), current, leased.target().policy()));
    }

    /** The lock of the plan, and the decision in the same transaction, let one of two approvals act. */
    private Decision decideApproval(LeasedCommand leased, UUID planId, Situation situation) {
        EventId command = leased.claimed().id();
        Plan plan = store.plans()
                .lock(planId)
                .map(stored -> PlanReader.toPlan(stored, command))
                .orElse(null);
        Command planned = leased.planned();
        Decision decision = plan != null && planned != null
                ? decider.decideRequested(
                        leased.command(),
                        plan,
                        planned,
                        situation,
                        leased.target().policy())
                : decider.decideApproval(
                        leased.command(), plan, situation, leased.target().policy());
        if (!(decision instanceof Decision.Rejected) && !leased.isDryRun()) {
            store.plans().approve(planId, leased.command().requestedBy(), command, situation.now());
        }
        return decision;
    }

    /**
     * Decides on the next step of an emergency. If there is one, its intent and the outcomes of the previous step are
     * one transaction. The transaction is not repeated on its own, because a repetition needs a new sample.
     */
    StageDecision decideNext(
            LeasedCommand leased, Intent previous, List<IntentSessionOutcome> outcomes, Sample sample) {
        return store.transactions().execute(() -> {
            store.lock(leased);
            if (isTooOld(leased, sample)) {
                return new StageDecision.SampleTooOld();
            }
            Situation situation =
                    situationLoader.load(leased, sample, store.clock().now());
            if (leased.isExpired(situation.now())) {
                return new StageDecision.WithoutAction(expired(leased, previous), sample);
            }
            EscalationState state = previous.state()
                    .withFailed(
                            countFailed(outcomes, EnumSet.allOf(SignalKind.class)),
                            countFailed(outcomes, EnumSet.of(SignalKind.TERMINATE)));
            Decision decision = decider.decideNextStep(
                    leased.trigger(), state, situation, leased.target().policy());
            if (!(decision instanceof Decision.Act act)) {
                return new StageDecision.WithoutAction(decision, sample);
            }
            store.intents()
                    .recordOutcomes(
                            previous.id(),
                            outcomes.stream().map(IntentSessionOutcome::toRow).toList(),
                            situation.now());
            return new StageDecision.WithAction(
                    intentWriter.write(leased, act, state.afterStep(act), sample, situation.now()));
        });
    }

    private static int countFailed(List<IntentSessionOutcome> outcomes, Set<SignalKind> kinds) {
        return (int) outcomes.stream()
                .filter(each -> IntentSessionOutcome.isFailed(each.outcome())
                        && kinds.contains(each.session().kind()))
                .count();
    }

    /**
     * Returns true if a decision on the sample is too late, and logs it. A wait for the log store makes a sample too
     * old, because the target may have recovered during an outage.
     */
    private boolean isTooOld(LeasedCommand leased, Sample sample) {
        String target = leased.target().id();
        OutageLog delay = delays.computeIfAbsent(target, DecisionStage::delayLog);
        boolean tooOld = sample.isOlderThan(SignalCheck.MAX_SAMPLE_AGE) || sample.wasCompleteBefore(MAX_STORE_WAIT);
        if (tooOld) {
            delay.recordFailure("command " + leased.claimed().id().id() + " waited for more than "
                    + Formats.duration(MAX_STORE_WAIT));
        } else {
            delay.recordSuccess();
        }
        return tooOld;
    }

    private static OutageLog delayLog(String target) {
        return new OutageLog(
                LOG,
                "Decisions on target " + target + " are delayed: the wait for the log store or for the lock of the"
                        + " target is too long after a sample. Each decision is repeated on a new sample until its"
                        + " command expires",
                "Decisions on target " + target + " are made in time again");
    }

    private static Decision expired(LeasedCommand leased, Intent previous) {
        return new Decision.NoAction(
                RuleId.R1,
                "the command expired at " + leased.claimed().times().expiresAt() + ", before step "
                        + (previous.stepNumber() + 1),
                List.of());
    }
}
