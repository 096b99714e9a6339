package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.GuardedStep;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.guard.PlannedSignalGuard;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.actuator.decision.rule.NamedSessions;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.R1Emergency;
import io.connwarden.actuator.decision.rule.RequestedCleanup;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.function.UnaryOperator;

/** The decider of a command. All guards of targets and sessions apply; the cooldown applies to rules only. */
final class CommandDecider {
    private final AutoDecider autoDecider;
    private final R1Emergency emergency;
    private final Guards guards;

    CommandDecider(AutoDecider autoDecider, R1Emergency emergency, Guards guards) {
        this.autoDecider = autoDecider;
        this.emergency = emergency;
        this.guards = guards;
    }

    Decision decide(Command command, Situation situation, Policy policy) {
        return decide(command, situation, policy, UnaryOperator.identity());
    }

    /**
     * Returns the decision of a requested dry run on a new sample. Only unchanged sessions of the plan are candidates,
     * and no session gets a stronger signal than the plan shows.
     */
    Decision decidePlanned(Command command, Plan plan, Situation situation, Policy policy) {
        return new CommandDecider(autoDecider, emergency, guards.with(new PlannedSignalGuard(plan)))
                .decide(
                        command,
                        situation,
                        policy,
                        proposal -> proposal.withCandidates(proposal.candidates().stream()
                                .filter(candidate -> plan.hasUnchanged(candidate.session()))
                                .toList()));
    }

    private Decision decide(Command command, Situation situation, Policy policy, UnaryOperator<Proposal> restriction) {
        boolean dryRun = command.dryRun() || policy.dryRun();
        CommandParameters parameters = command.parameters();
        if (parameters instanceof CommandParameters.Auto) {
            return autoDecider.decide(command, situation, policy);
        }
        if (parameters instanceof CommandParameters.Emergency) {
            return decideEmergency(command, situation, policy, dryRun, restriction);
        }
        if (parameters instanceof CommandParameters.Cleanup cleanup) {
            Proposal proposal = new RequestedCleanup().propose(condition(command), cleanup, situation);
            return select(restriction.apply(proposal), List.of(), situation, policy, dryRun);
        }
        if (parameters instanceof CommandParameters.Named named) {
            return decideNamed(command, named, situation, policy, restriction);
        }
        throw new IllegalArgumentException(
                "action must select sessions (CLEANUP, EMERGENCY, AUTO, TERMINATE or CANCEL), was "
                        + parameters.action());
    }

    private Decision decideEmergency(
            Command command, Situation situation, Policy policy, boolean dryRun, UnaryOperator<Proposal> restriction) {
        NoActionReasons noActionReasons = new NoActionReasons();
        // A dry run obeys the cooldown of real actions as well, and none of dry runs.
        return guards.checkRule(RuleId.R1, situation, policy, false)
                .<Decision>map(reason -> new Decision.Rejected(RuleId.G3, reason))
                .or(() -> new ProposalEvaluation(
                                guards, situation, policy, ModePass.ofCommand(policy, dryRun), noActionReasons)
                        .evaluate(
                                emergency,
                                restriction.apply(emergency.proposeForCommand(condition(command), situation, policy)),
                                () -> emergency
                                        .proposeEscalationForCommand(condition(command), situation, policy)
                                        .map(restriction)))
                .orElseGet(noActionReasons::toDecision);
    }

    private Decision decideNamed(
            Command command,
            CommandParameters.Named parameters,
            Situation situation,
            Policy policy,
            UnaryOperator<Proposal> restriction) {
        CandidateKind kind = parameters.action() == Action.TERMINATE ? CandidateKind.NAMED : CandidateKind.NAMED_QUERY;
        NamedSessions named = NamedSessions.find(situation, parameters, kind, condition(command));
        return named.rejection()
                .<Decision>map(reason -> new Decision.Rejected(RuleId.COMMAND, reason))
                .orElseGet(() -> select(
                        GuardOverride.apply(restriction.apply(named.proposal()), parameters.override(), policy),
                        named.notFound(),
                        situation,
                        policy,
                        command.dryRun() || policy.dryRun()));
    }

    private Decision select(
            Proposal proposal, List<SparedSession> before, Situation situation, Policy policy, boolean dryRun) {
        return Selection.select(proposal, guards.createSessionGuards(GuardedStep.first(proposal, situation, policy)))
                .toDecision(before, dryRun);
    }

    private static String condition(Command command) {
        return command.parameters().action() + " requested by " + command.requestedBy() + " (" + command.reason() + ")";
    }
}
