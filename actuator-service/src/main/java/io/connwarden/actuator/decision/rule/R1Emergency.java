package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.wording.Figures.percent;

import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * R1: slots are running out. The first rung takes idle sessions, stuck transactions and long queries; further ones idle
 * sessions only.
 */
public final class R1Emergency implements Rule {

    @Override
    public Ground number() {
        return Ground.R1;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        double critical = situation.thresholds().criticalSlotUtilization();
        return situation.status() == Status.CRITICAL || new Pressure(situation).slotsAbove(critical)
                ? Optional.of(firstRung(automatic(situation), situation, policy))
                : Optional.empty();
    }

    @Override
    public Optional<Proposal> proposeMore(Situation situation, Policy policy) {
        return nextAtOnce(automatic(situation), situation, policy);
    }

    /** The first rung whatever the status, because somebody asks for it. */
    public Proposal demanded(String trigger, Situation situation, Policy policy) {
        return firstRung(demand(trigger, situation), situation, policy);
    }

    /** What {@link #proposeMore} is, because somebody asks for it. */
    public Optional<Proposal> demandedMore(String trigger, Situation situation, Policy policy) {
        return nextAtOnce(demand(trigger, situation), situation, policy);
    }

    /** A further rung: more idle sessions, idle for less long. */
    public Proposal nextRung(int rung, Situation situation, Policy policy) {
        return next(
                "rung " + rung + ": " + new Pressure(situation).spoken() + ", relief at "
                        + percent(policy.emergency().reliefPercentage()),
                situation,
                policy.emergency());
    }

    /** In a fast leak nobody is old enough for the first rung. Not beyond relief, and not where one rung is all. */
    private static Optional<Proposal> nextAtOnce(String trigger, Situation situation, Policy policy) {
        Emergency emergency = policy.emergency();
        return emergency.rungs() > 1 && new Pressure(situation).slotsAbove(emergency.reliefPercentage())
                ? Optional.of(next(trigger + "; next rung at once", situation, emergency))
                : Optional.empty();
    }

    private static Proposal next(String trigger, Situation situation, Emergency emergency) {
        return new Proposal(
                Ground.R1,
                trigger,
                new Candidates(situation, Ground.R1).idle(emergency.nextIdleFor()),
                Map.of(Kind.IDLE, emergency.nextMaxTerminations()));
    }

    private static Proposal firstRung(String trigger, Situation situation, Policy policy) {
        Emergency emergency = policy.emergency();
        Candidates candidates = new Candidates(situation, Ground.R1);
        List<Candidate> all = new ArrayList<>(candidates.idle(emergency.idleFor()));
        all.addAll(candidates.active(emergency.activeFor()));
        all.addAll(candidates.stuck(
                emergency.stuckFor(), policy.stuckTransactions().quietFor()));
        return new Proposal(
                Ground.R1,
                trigger,
                all,
                Map.of(
                        Kind.IDLE, emergency.maxTerminations(),
                        Kind.ACTIVE, emergency.maxCancels(),
                        Kind.STUCK, emergency.maxStuck()));
    }

    private static String automatic(Situation situation) {
        return new Pressure(situation).spoken() + "; critical above "
                + percent(situation.thresholds().criticalSlotUtilization());
    }

    private static String demand(String trigger, Situation situation) {
        return trigger + "; " + new Pressure(situation).spoken();
    }
}
