package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * The stage that decides on a sample and commits the decision as an intent before the first signal. Decision and
 * intent are one transaction under the lock of the target. Cooldown and budget therefore hold for any number of
 * processes.
 */
final class DecisionStage {
    private final Decider decider;
    private final CommandStore store;
    private final SituationLoader situationLoader;
    private final IntentWriter intentWriter;
    private final Clock clock;

    DecisionStage(Decider decider, CommandStore store, SituationLoader situationLoader, Clock clock) {
        this.decider = decider;
        this.store = store;
        this.situationLoader = situationLoader;
        this.intentWriter = new IntentWriter(store.intents());
        this.clock = clock;
    }

    /** Makes the first decision. */
    StageDecision decide(LeasedCommand leased, Sample sample) {
        return store.transactions().execute(() -> {
            Situation situation = loadSituation(leased, sample);
            Decision decision =
                    decider.decide(leased.trigger(), situation, leased.target().policy());
            return decision instanceof Decision.Act act
                    ? new StageDecision.WithAction(intentWriter.write(
                            leased, act, EscalationState.afterFirstStep(act, situation), sample, situation.now()))
                    : new StageDecision.WithoutAction(decision, sample);
        });
    }

    /**
     * Decides on the next step of an emergency. If there is one, its intent and the outcomes of the previous step are
     * one transaction.
     */
    StageDecision decideNext(
            LeasedCommand leased, Intent previous, List<IntentSessionOutcome> outcomes, Sample sample) {
        return store.transactions()
                .executeWithRetry(
                        "step " + previous.stepNumber() + " of "
                                + leased.claimed().id().id(),
                        () -> {
                            Situation situation = loadSituation(leased, sample);
                            Decision decision = decider.decideNextStep(
                                    previous.state(), situation, leased.target().policy());
                            if (!(decision instanceof Decision.Act act)) {
                                return new StageDecision.WithoutAction(decision, sample);
                            }
                            store.intents()
                                    .recordOutcomes(
                                            previous.id(),
                                            outcomes.stream()
                                                    .map(IntentSessionOutcome::toRow)
                                                    .toList(),
                                            situation.now());
                            return new StageDecision.WithAction(intentWriter.write(
                                    leased, act, previous.state().afterStep(act), sample, situation.now()));
                        });
    }

    private Situation loadSituation(LeasedCommand leased, Sample sample) {
        store.lock(leased);
        Instant now = clock.instant();
        return situationLoader.load(leased, sample, now);
    }
}
