package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.format.ReasonFormats.formatPercentage;

import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.HealthStatus;
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
    public RuleId id() {
        return RuleId.R1;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        double critical = situation.thresholds().criticalSlotUtilization();
        return situation.status() == HealthStatus.CRITICAL
                        || new Utilization(situation).isSlotUtilizationAbove(critical)
                ? Optional.of(firstStep(automaticCondition(situation), situation, policy))
                : Optional.empty();
    }

    @Override
    public Optional<Proposal> proposeEscalation(Situation situation, Policy policy) {
        return immediateEscalation(automaticCondition(situation), situation, policy);
    }

    /** The first rung whatever the status, because somebody asks for it. */
    public Proposal proposeForCommand(String condition, Situation situation, Policy policy) {
        return firstStep(commandCondition(condition, situation), situation, policy);
    }

    /** What {@link #proposeEscalation} is, because somebody asks for it. */
    public Optional<Proposal> proposeEscalationForCommand(String condition, Situation situation, Policy policy) {
        return immediateEscalation(commandCondition(condition, situation), situation, policy);
    }

    /** A further rung: more idle sessions, idle for less long. */
    public Proposal proposeStep(int step, Situation situation, Policy policy) {
        return nextStep(
                "rung " + step + ": " + new Utilization(situation).describe() + ", relief at "
                        + formatPercentage(policy.emergency().reliefPercentage()),
                situation,
                policy.emergency());
    }

    /** In a fast leak nobody is old enough for the first rung. Not beyond relief, and not where one rung is all. */
    private static Optional<Proposal> immediateEscalation(String condition, Situation situation, Policy policy) {
        Emergency emergency = policy.emergency();
        return emergency.maxSteps() > 1
                        && new Utilization(situation).isSlotUtilizationAbove(emergency.reliefPercentage())
                ? Optional.of(nextStep(condition + "; next rung at once", situation, emergency))
                : Optional.empty();
    }

    private static Proposal nextStep(String condition, Situation situation, Emergency emergency) {
        return new Proposal(
                RuleId.R1,
                condition,
                new Candidates(situation, RuleId.R1).idle(emergency.nextIdleFor()),
                Map.of(CandidateKind.IDLE, emergency.nextMaxTerminations()));
    }

    private static Proposal firstStep(String condition, Situation situation, Policy policy) {
        Emergency emergency = policy.emergency();
        Candidates candidates = new Candidates(situation, RuleId.R1);
        List<Candidate> all = new ArrayList<>(candidates.idle(emergency.idleFor()));
        all.addAll(candidates.active(emergency.activeFor()));
        all.addAll(candidates.stuck(
                emergency.stuckFor(), policy.stuckTransactions().idleFor()));
        return new Proposal(
                RuleId.R1,
                condition,
                all,
                Map.of(
                        CandidateKind.IDLE, emergency.maxTerminations(),
                        CandidateKind.ACTIVE, emergency.maxCancels(),
                        CandidateKind.STUCK, emergency.maxStuck()));
    }

    private static String automaticCondition(Situation situation) {
        return new Utilization(situation).describe() + "; critical above "
                + formatPercentage(situation.thresholds().criticalSlotUtilization());
    }

    private static String commandCondition(String condition, Situation situation) {
        return condition + "; " + new Utilization(situation).describe();
    }
}
