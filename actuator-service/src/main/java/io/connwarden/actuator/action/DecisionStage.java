package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
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
    private final SituationLoader situationLoader;
    private final IntentWriter intentWriter;
    private final Leases leases;
    private final ActionHistory recent;
    private final Intents intents;
    private final StoreTransactions store;
    private final Clock clock;

    DecisionStage(
            Decider decider,
            SituationLoader situationLoader,
            IntentWriter intentWriter,
            Leases leases,
            ActionHistory recent,
            Intents intents,
            StoreTransactions store,
            Clock clock) {
        this.decider = decider;
        this.situationLoader = situationLoader;
        this.intentWriter = intentWriter;
        this.leases = leases;
        this.recent = recent;
        this.intents = intents;
        this.store = store;
        this.clock = clock;
    }

    /** Makes the first decision. */
    DecisionStep decide(LeasedCommand leased, Sample sample) {
        return store.execute(() -> {
            Situation situation = loadSituation(leased, sample);
            Decision decision =
                    decider.decide(leased.trigger(), situation, leased.target().policy());
            return decision instanceof Decision.Act act
                    ? new DecisionStep.Act(intentWriter.write(
                            leased, act, EscalationState.afterFirstStep(act, situation), sample, situation.now()))
                    : new DecisionStep.End(decision, sample);
        });
    }

    /**
     * Decides on the next step of an emergency. If there is one, its intent and the outcomes of the previous step are
     * one transaction.
     */
    DecisionStep decideNext(LeasedCommand leased, Intent former, List<SessionResult> results, Sample sample) {
        return store.executeWithRetry(
                "rung " + former.stepNumber() + " of " + leased.claimed().id(), () -> {
                    Situation situation = loadSituation(leased, sample);
                    Decision decision = decider.decideNextStep(
                            former.state(), situation, leased.target().policy());
                    if (!(decision instanceof Decision.Act act)) {
                        return new DecisionStep.End(decision, sample);
                    }
                    intents.recordOutcomes(
                            former.id(),
                            results.stream().map(SessionResult::toRow).toList(),
                            situation.now());
                    return new DecisionStep.Act(
                            intentWriter.write(leased, act, former.state().afterStep(act), sample, situation.now()));
                });
    }

    private Situation loadSituation(LeasedCommand leased, Sample sample) {
        long seq = leased.claimed().seq();
        if (!leases.lockIfHeld(seq)) {
            throw new LeaseLostException(seq);
        }
        recent.lock(leased.target().id());
        Instant now = clock.instant();
        return situationLoader.load(leased, sample, now);
    }
}
