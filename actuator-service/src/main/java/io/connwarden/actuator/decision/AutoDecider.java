package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Command;

/**
 * The decider of AUTO. Programs send AUTO by themselves, so the modes of the rules decide, as on a health event at this
 * moment. The answer states it where no session is signalled because of a mode.
 */
final class AutoDecider {
    private final RuleChain ruleChain;
    private final Guards guards;

    AutoDecider(RuleChain ruleChain, Guards guards) {
        this.ruleChain = ruleChain;
        this.guards = guards;
    }

    Decision decide(Command command, Situation situation, Policy policy) {
        boolean dryRun = command.dryRun() || policy.dryRun();
        Decision decision = guards.checkHealthEvent(situation.now(), situation.now(), policy)
                .orElseGet(() -> ruleChain.decide(situation, policy, dryRun));
        if (decision instanceof Decision.Ask ask) {
            // A dry run has no effect, and a plan would be one.
            return command.dryRun() ? ask.asDryRun() : withAnswer(ask);
        }
        return decision instanceof Decision.Act act && act.dryRun() && !dryRun ? withAnswer(act) : decision;
    }

    private static Decision withAnswer(Decision.Ask ask) {
        return new Decision.Ask(
                ask.ruleId(),
                ask.reason()
                        + "; AUTO obeys the modes: to signal these sessions, send APPROVE with the planId of the result",
                ask.victims(),
                ask.spared(),
                ask.scope());
    }

    private static Decision withAnswer(Decision.Act recorded) {
        return new Decision.Act(
                recorded.ruleId(),
                recorded.reason() + "; AUTO obeys the modes and only recorded this decision: set policy.modes."
                        + recorded.ruleId().key() + " to act, or send EMERGENCY, CLEANUP or TERMINATE, which act in any"
                        + " mode",
                recorded.victims(),
                recorded.spared(),
                true);
    }
}
