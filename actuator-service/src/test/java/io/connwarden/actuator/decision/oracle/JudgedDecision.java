package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A decision with its whole input.
 *
 * @param selectedBefore the sessions that earlier steps of the same emergency selected; empty for a first decision
 * @param step the number of the step, from 1
 * @param victimsByPid the victims of the decision; a pid occurs once in a sample
 * @param sparedByPid the spared sessions of the decision
 */
record JudgedDecision(
        Trigger trigger,
        Situation situation,
        Policy policy,
        Decision decision,
        Set<SessionId> selectedBefore,
        int step,
        Map<Integer, Victim> victimsByPid,
        Map<Integer, SparedSession> sparedByPid) {

    static JudgedDecision first(Trigger trigger, Situation situation, Policy policy, Decision decision) {
        return of(trigger, situation, policy, decision, Set.of(), 1);
    }

    static JudgedDecision of(
            Trigger trigger,
            Situation situation,
            Policy policy,
            Decision decision,
            Set<SessionId> selectedBefore,
            int step) {
        Map<Integer, Victim> victims = new HashMap<>();
        if (decision instanceof Decision.Act act) {
            act.victims().forEach(victim -> victims.put(victim.session().pid(), victim));
        }
        Map<Integer, SparedSession> spared = new HashMap<>();
        decision.spared().forEach(each -> spared.put(each.session().pid(), each));
        return new JudgedDecision(trigger, situation, policy, decision, selectedBefore, step, victims, spared);
    }

    SampleFacts facts() {
        return new SampleFacts(situation, policy);
    }

    Stream<Session> sessions() {
        return situation.sessions().stream();
    }

    Stream<Session> sessionsThat(Predicate<Session> condition) {
        return sessions().filter(condition);
    }

    List<Victim> victims() {
        return decision instanceof Decision.Act act ? act.victims() : List.of();
    }

    Stream<Session> selected() {
        return victims().stream().map(Victim::session);
    }

    Optional<Victim> victim(Session session) {
        return Optional.ofNullable(victimsByPid.get(session.pid()));
    }

    boolean isSelected(Session session) {
        return victimsByPid.containsKey(session.pid());
    }

    Optional<SparedSession> spared(Session session) {
        return Optional.ofNullable(sparedByPid.get(session.pid()));
    }

    boolean isSparedBy(Session session, RuleId reason) {
        return spared(session).filter(spared -> spared.ruleId() == reason).isPresent();
    }

    boolean isProtectedInDecision(Session session) {
        return spared(session)
                .filter(spared -> spared.outcome() == SessionOutcome.PROTECTED)
                .isPresent();
    }

    long count(SignalKind signal) {
        return victims().stream().filter(victim -> victim.signal() == signal).count();
    }

    boolean isDecidedBy(RuleId... rules) {
        return List.of(rules).contains(decision.ruleId()) && decision instanceof Decision.Act;
    }

    boolean isRejected() {
        return decision instanceof Decision.Rejected;
    }

    /** Returns true for the first step of R1, with the ages and the limits of a first step. */
    boolean isFirstStep() {
        return isDecidedBy(RuleId.R1) && step == 1 && !isEscalatedAtOnce() && !isRelaxed();
    }

    boolean isEscalatedAtOnce() {
        return decision.reason().contains("escalated to the next step immediately");
    }

    /** Returns true if the decision says that it relaxes the survivors. */
    boolean isRelaxed() {
        String reason = decision.reason().toLowerCase(Locale.ROOT);
        return reason.contains("g6") && reason.contains("relax");
    }

    Optional<Command> command() {
        return trigger instanceof Trigger.CommandTrigger requested
                ? Optional.of(requested.command())
                : Optional.empty();
    }

    Optional<CommandParameters.Named> named() {
        return command()
                .map(Command::parameters)
                .filter(CommandParameters.Named.class::isInstance)
                .map(CommandParameters.Named.class::cast);
    }

    boolean isAction(Action action) {
        return command()
                .filter(command -> command.parameters().action() == action)
                .isPresent();
    }

    boolean overrides(RuleId guard) {
        return named().filter(parameters -> parameters.override().contains(guard))
                .isPresent();
    }

    boolean isNamed(Session session) {
        return session.id()
                .filter(id -> named().stream()
                        .flatMap(parameters -> parameters.sessions().stream())
                        .anyMatch(given -> given.means(id)))
                .isPresent();
    }

    /** Returns true if rules select the sessions, not a requester. */
    boolean isByRule() {
        return named().isEmpty();
    }

    /** Returns true if R1 to R5 are evaluated in their order and no guard for the whole target applies. */
    boolean isRuleChain() {
        return (command().isEmpty() || isAction(Action.AUTO)) && step == 1 && !isRejected();
    }

    /** Returns true while a rule is in its cooldown. */
    boolean isCoolingDown(RuleId rule) {
        return situation
                .recentActions()
                .lastActions()
                .of(rule, policy.dryRun())
                .map(acted -> Duration.between(acted, situation.now()))
                .filter(since -> since.compareTo(policy.cooldown().cooldownOf(rule)) < 0)
                .isPresent();
    }

    /** Returns the fate of a session in this decision. */
    String describe(Session session) {
        String fate = victim(session)
                .map(victim -> victim.signal() + ", " + victim.reason())
                .or(() -> spared(session)
                        .map(spared -> spared.ruleId() + " " + spared.outcome() + ", " + spared.reason()))
                .orElse("not mentioned");
        return fate + " [" + decision.ruleId() + ": " + decision.reason() + "]";
    }
}
