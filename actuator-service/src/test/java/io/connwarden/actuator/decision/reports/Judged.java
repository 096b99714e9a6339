package io.connwarden.actuator.decision.reports;

import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A decision with its input. */
record Judged(Trigger trigger, Situation situation, Policy policy, Decision decision) {
    static Judged of(Trigger trigger, Situation situation, Policy policy) {
        return new Judged(trigger, situation, policy, Decider.standard().decide(trigger, situation, policy));
    }

    static Trigger command(CommandParameters parameters) {
        return new Trigger.CommandTrigger(new Command("orders-db", parameters, "ann", "because", false, null));
    }

    List<Victim> victims() {
        if (decision instanceof Decision.Ask ask) {
            return ask.victims();
        }
        return decision instanceof Decision.Act act ? act.victims() : List.of();
    }

    Set<Integer> signalled(SignalKind kind) {
        return victims().stream()
                .filter(each -> each.signal() == kind)
                .map(each -> each.session().pid())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isEnded(Session session) {
        return signalled(SignalKind.TERMINATE).contains(session.pid());
    }

    boolean isCancelled(Session session) {
        return signalled(SignalKind.CANCEL).contains(session.pid());
    }

    boolean isSignalled(Session session) {
        return isEnded(session) || isCancelled(session);
    }

    boolean isMentioned(Session session) {
        return isSignalled(session)
                || decision.spared().stream().anyMatch(each -> each.session().pid() == session.pid());
    }

    /** Returns true if the requester named the sessions. */
    boolean isNamed() {
        return parameters() instanceof CommandParameters.Named;
    }

    boolean overrides(RuleId guard) {
        return parameters() instanceof CommandParameters.Named named
                && named.override().contains(guard);
    }

    boolean isEmergencyRequest() {
        return parameters() instanceof CommandParameters.Emergency;
    }

    boolean isHealthEvent() {
        return trigger instanceof Trigger.HealthEventTrigger;
    }

    private Object parameters() {
        return trigger instanceof Trigger.CommandTrigger requested
                ? requested.command().parameters()
                : "none";
    }

    /** Returns the fate of a session, with its reason. */
    String describe(Session session) {
        return Stream.concat(
                                victims().stream()
                                        .filter(each -> each.session().pid() == session.pid())
                                        .map(each -> each.signal() + ": " + each.reason()),
                                decision.spared().stream()
                                        .filter(each -> each.session().pid() == session.pid())
                                        .map(each -> each.ruleId() + ": " + each.reason()))
                        .toList()
                + " of " + decision.ruleId() + ": " + decision.reason();
    }

    /** Returns everything that the decision says. */
    String texts() {
        return Stream.of(
                        Stream.of(decision.reason()),
                        victims().stream().map(Victim::reason),
                        decision.spared().stream().map(SparedSession::reason))
                .flatMap(each -> each)
                .collect(Collectors.joining("\n"));
    }
}
