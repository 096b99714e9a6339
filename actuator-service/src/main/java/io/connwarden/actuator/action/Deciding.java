package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.RungState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.lane.Look;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.RecentIntents;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Decides on a look, and freezes the decision before anybody is signalled. Decision and intent are one transaction that
 * holds the lock of the target, so cooldown and budget are right however many processes decide.
 */
final class Deciding {
    private final Decider decider;
    private final Situations situations;
    private final Freezing freezing;
    private final Leases leases;
    private final RecentIntents recent;
    private final Intents intents;
    private final StoreTransactions store;
    private final Clock clock;

    Deciding(
            Decider decider,
            Situations situations,
            Freezing freezing,
            Leases leases,
            RecentIntents recent,
            Intents intents,
            StoreTransactions store,
            Clock clock) {
        this.decider = decider;
        this.situations = situations;
        this.freezing = freezing;
        this.leases = leases;
        this.recent = recent;
        this.intents = intents;
        this.store = store;
        this.clock = clock;
    }

    /** The first decision. */
    Step first(Undertaking undertaking, Look look) {
        return store.once(() -> {
            Situation situation = situation(undertaking, look);
            Decision decision = decider.decide(
                    undertaking.occasion(), situation, undertaking.target().policy());
            return decision instanceof Decision.Act act
                    ? new Step.Act(
                            freezing.freeze(undertaking, act, RungState.first(act, situation), look, situation.now()))
                    : new Step.End(decision, look);
        });
    }

    /** The next rung of an emergency. If there is one, the outcome of the former is recorded with its intent. */
    Step next(Undertaking undertaking, Rung former, List<Ending> endings, Look look) {
        return store.untilDone(
                "rung " + former.number() + " of " + undertaking.claimed().id(), () -> {
                    Situation situation = situation(undertaking, look);
                    Decision decision = decider.nextRung(
                            former.state(), situation, undertaking.target().policy());
                    if (!(decision instanceof Decision.Act act)) {
                        return new Step.End(decision, look);
                    }
                    intents.finish(
                            former.intentId(), endings.stream().map(Ending::row).toList(), situation.now());
                    return new Step.Act(
                            freezing.freeze(undertaking, act, former.state().then(act), look, situation.now()));
                });
    }

    private Situation situation(Undertaking undertaking, Look look) {
        long seq = undertaking.claimed().seq();
        if (!leases.hold(seq)) {
            throw new LeaseLost(seq);
        }
        recent.lock(undertaking.target().id());
        Instant now = clock.instant();
        return situations.of(undertaking, look, now);
    }
}
