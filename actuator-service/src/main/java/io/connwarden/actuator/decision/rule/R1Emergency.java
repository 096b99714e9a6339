package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rule R1: slot utilization is critical. The first step selects idle sessions, stuck transactions and long queries.
 * Further steps select idle sessions only.
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

    /** No guard that protects only warm connection pools may make a full server untouchable. */
    @Override
    public Optional<Proposal> relax(Proposal last, Situation situation) {
        return new Utilization(situation)
                        .isSlotUtilizationAbove(situation.thresholds().criticalSlotUtilization())
                ? Optional.of(last.withoutSoftGuards())
                : Optional.empty();
    }

    /** Returns the first step for a command, whatever the status. */
    public Proposal proposeForCommand(String condition, Situation situation, Policy policy) {
        return firstStep(commandCondition(condition, situation), situation, policy);
    }

    /** Returns the immediate escalation for a command, whatever the status. */
    public Optional<Proposal> proposeEscalationForCommand(String condition, Situation situation, Policy policy) {
        return immediateEscalation(commandCondition(condition, situation), situation, policy);
    }

    /** Returns a further step, which selects sessions with a shorter idle time. */
    public Proposal proposeStep(int step, Situation situation, Policy policy) {
        return nextStep(
                "step " + step + ": " + new Utilization(situation).describe() + "; relief at "
                        + Formats.percent(policy.emergency().reliefSlotUtilization()),
                situation,
                policy);
    }

    /** In a fast leak no session is old enough for the first step. Empty at relief, or if there is one step only. */
    private static Optional<Proposal> immediateEscalation(String condition, Situation situation, Policy policy) {
        Emergency emergency = policy.emergency();
        return emergency.maxSteps() > 1
                        && new Utilization(situation).isSlotUtilizationAbove(emergency.reliefSlotUtilization())
                ? Optional.of(nextStep(condition + "; escalated to the next step immediately", situation, policy))
                : Optional.empty();
    }

    private static Proposal nextStep(String condition, Situation situation, Policy policy) {
        Candidates candidates = new Candidates(situation, RuleId.R1);
        Function<Session, Duration> threshold =
                session -> ofSession(policy, session).nextStep().idleFor();
        return new Proposal(
                        RuleId.R1,
                        condition,
                        candidates.idle(threshold),
                        Map.of(CandidateKind.IDLE, policy.emergency().nextStep().maxIdleTerminations()))
                .withNotYet(notYet(candidates, threshold));
    }

    /** On a full server an operator must see which sessions the rule does not select yet. */
    private static String notYet(Candidates candidates, Function<Session, Duration> threshold) {
        Situation situation = candidates.situation();
        return new Utilization(situation)
                        .isSlotUtilizationAbove(situation.thresholds().criticalSlotUtilization())
                ? candidates.notIdleLongEnough(threshold)
                : "";
    }

    private static Proposal firstStep(String condition, Situation situation, Policy policy) {
        Emergency emergency = policy.emergency();
        Candidates candidates = new Candidates(situation, RuleId.R1);
        Function<Session, Duration> idleFor =
                session -> ofSession(policy, session).idleFor();
        List<Candidate> all = new ArrayList<>(candidates.idle(idleFor));
        all.addAll(candidates.active(session -> ofSession(policy, session).activeFor()));
        all.addAll(candidates.stuck(
                session -> ofSession(policy, session).stuckOlderThan(),
                session -> policy.forSession(session).stuckTransactions().idleFor()));
        return new Proposal(
                        RuleId.R1,
                        condition,
                        all,
                        Map.of(
                                CandidateKind.IDLE, emergency.maxIdleTerminations(),
                                CandidateKind.ACTIVE, emergency.maxCancels(),
                                CandidateKind.UNRESPONSIVE_QUERY, emergency.maxCancels(),
                                CandidateKind.STUCK, emergency.maxStuckTransactions()))
                .withNotYet(notYet(candidates, idleFor));
    }

    private static Emergency ofSession(Policy policy, Session session) {
        return policy.forSession(session).emergency();
    }

    private static String automaticCondition(Situation situation) {
        return new Utilization(situation).describe() + "; R1 acts above "
                + Formats.percent(situation.thresholds().criticalSlotUtilization());
    }

    private static String commandCondition(String condition, Situation situation) {
        return condition + "; " + new Utilization(situation).describe();
    }
}
