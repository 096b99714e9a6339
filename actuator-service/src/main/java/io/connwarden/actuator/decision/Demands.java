package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G3Cooldown;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Kind;
import io.connwarden.actuator.decision.rule.NamedSessions;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.R1Emergency;
import io.connwarden.actuator.decision.rule.RequestedCleanup;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.SessionId;
import java.util.List;

/** Decides what a command asks for. The guards hold for people too; only the cooldown is a rule's own. */
final class Demands {
    private final Automatic automatic;
    private final R1Emergency emergency;
    private final G3Cooldown cooldown;

    Demands(Automatic automatic, R1Emergency emergency, G3Cooldown cooldown) {
        this.automatic = automatic;
        this.emergency = emergency;
        this.cooldown = cooldown;
    }

    Decision decide(Command command, Situation situation, Policy policy) {
        boolean dryRun = command.dryRun() || policy.dryRun();
        Request request = command.request();
        if (request instanceof Request.Auto) {
            return automatic.decide(situation, policy, dryRun);
        }
        if (request instanceof Request.Emergency) {
            return emergency(command, situation, policy, dryRun);
        }
        if (request instanceof Request.Cleanup cleanup) {
            Proposal proposal = new RequestedCleanup().propose(trigger(command), cleanup, situation);
            return chosen(proposal, List.of(), situation, policy, dryRun);
        }
        if (request instanceof Request.Terminate terminate) {
            return named(command, terminate.sessions(), Kind.NAMED, situation, policy);
        }
        if (request instanceof Request.Cancel cancel) {
            return named(command, cancel.sessions(), Kind.NAMED_QUERY, situation, policy);
        }
        throw new IllegalArgumentException(request.action() + " asks for no session, so there is nothing to decide");
    }

    private Decision emergency(Command command, Situation situation, Policy policy, boolean dryRun) {
        Findings findings = new Findings();
        return cooldown.resting(Ground.R1, situation, policy)
                .<Decision>map(reason -> new Decision.Refused(Ground.G3, reason))
                .or(() -> new Attempt(situation, policy, dryRun, findings)
                        .first(
                                emergency.demanded(trigger(command), situation, policy),
                                () -> emergency.demandedMore(trigger(command), situation, policy)))
                .orElseGet(findings::nothing);
    }

    private static Decision named(
            Command command, List<SessionId> sessions, Kind kind, Situation situation, Policy policy) {
        NamedSessions named = NamedSessions.in(situation, sessions, kind, trigger(command));
        return chosen(named.proposal(), named.lost(), situation, policy, command.dryRun() || policy.dryRun());
    }

    private static Decision chosen(
            Proposal proposal, List<Spared> before, Situation situation, Policy policy, boolean dryRun) {
        return Choice.from(proposal, SessionGuards.atFirst(proposal, situation, policy))
                .decision(before, dryRun);
    }

    private static String trigger(Command command) {
        return command.request().action() + " requested by " + command.requestedBy() + " (" + command.reason() + ")";
    }
}
