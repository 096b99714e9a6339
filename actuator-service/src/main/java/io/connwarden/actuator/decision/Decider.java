package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G1Visibility;
import io.connwarden.actuator.decision.guard.G2Paused;
import io.connwarden.actuator.decision.guard.G3Cooldown;
import io.connwarden.actuator.decision.guard.HealthEventGate;
import io.connwarden.actuator.decision.guard.TargetGuard;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.IdleCleanupRule;
import io.connwarden.actuator.decision.rule.R1Emergency;
import io.connwarden.actuator.decision.rule.R4StuckTransactions;
import io.connwarden.actuator.decision.rule.R5NoAction;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides the action for a target. Pure and immutable: equal arguments give equal decisions. The order of the
 * sessions in the situation has no effect.
 */
public final class Decider {
    private final List<TargetGuard> targetGuards;
    private final RuleChain ruleChain;
    private final CommandDecider commandDecider;
    private final EmergencyEscalation escalation;

    private Decider(
            List<TargetGuard> gates,
            RuleChain ruleChain,
            CommandDecider commandDecider,
            EmergencyEscalation escalation) {
        this.targetGuards = List.copyOf(gates);
        this.ruleChain = ruleChain;
        this.commandDecider = commandDecider;
        this.escalation = escalation;
    }

    /** Returns the decider with all gates, rules and guards, in the order of their evaluation. */
    public static Decider standard() {
        R1Emergency emergency = new R1Emergency();
        G3Cooldown cooldown = new G3Cooldown();
        RuleChain automatic = new RuleChain(
                List.of(
                        emergency,
                        IdleCleanupRule.zombieCleanup(),
                        IdleCleanupRule.gentleCleanup(),
                        new R4StuckTransactions(),
                        new R5NoAction()),
                cooldown);
        return new Decider(
                List.of(new G1Visibility(), new G2Paused()),
                automatic,
                new CommandDecider(automatic, emergency, cooldown),
                new EmergencyEscalation(emergency));
    }

    /**
     * Returns the first decision on a trigger.
     *
     * @throws IllegalArgumentException if the trigger is a command that selects no session: MONITOR, HEALTH, STATUS,
     *     PAUSE or RESUME
     */
    public Decision decide(Trigger trigger, Situation situation, Policy policy) {
        return rejection(situation, policy).<Decision>map(rejected -> rejected).orElseGet(() -> {
            if (trigger instanceof Trigger.CommandTrigger requested) {
                return commandDecider.decide(requested.command(), situation, policy);
            }
            Instant sampledAt = ((Trigger.HealthEventTrigger) trigger).sampledAt();
            return HealthEventGate.check(sampledAt, situation.now(), policy)
                    .orElseGet(() -> ruleChain.decide(situation, policy, policy.dryRun()));
        });
    }

    /**
     * Returns the decision on the next step of an emergency, on a new sample after the outcome of the last step.
     *
     * @param previous the state of the emergency, from {@link EscalationState#afterFirstStep} and {@link
     *     EscalationState#afterStep}
     * @return Act with R1, or the reason why the escalation ends
     */
    public Decision decideNextStep(EscalationState previous, Situation situation, Policy policy) {
        return rejection(situation, policy)
                .<Decision>map(rejected -> rejected)
                .orElseGet(() -> escalation.decideNextStep(previous, situation, policy));
    }

    private Optional<Decision.Rejected> rejection(Situation situation, Policy policy) {
        return targetGuards.stream()
                .map(gate -> gate.check(situation, policy))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
