package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G1Visibility;
import io.connwarden.actuator.decision.guard.G2Paused;
import io.connwarden.actuator.decision.guard.G3Cooldown;
import io.connwarden.actuator.decision.guard.Gate;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.R1Emergency;
import io.connwarden.actuator.decision.rule.R2ZombieCleanup;
import io.connwarden.actuator.decision.rule.R3GentleCleanup;
import io.connwarden.actuator.decision.rule.R4StuckTransactions;
import io.connwarden.actuator.decision.rule.R5Healthy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to do with a target. Pure and immutable: equal arguments give equal decisions, in whatever order the
 * situation lists its sessions.
 */
public final class Decider {
    private final List<Gate> gates;
    private final HealthEventFreshness healthEventFreshness;
    private final RuleChain ruleChain;
    private final CommandDecider commandDecider;
    private final EmergencyEscalation escalation;

    private Decider(
            List<Gate> gates,
            HealthEventFreshness healthEventFreshness,
            RuleChain ruleChain,
            CommandDecider commandDecider,
            EmergencyEscalation escalation) {
        this.gates = List.copyOf(gates);
        this.healthEventFreshness = healthEventFreshness;
        this.ruleChain = ruleChain;
        this.commandDecider = commandDecider;
        this.escalation = escalation;
    }

    /** The one place where gates, rules and guards are put together. They are tried in the order written here. */
    public static Decider standard() {
        R1Emergency emergency = new R1Emergency();
        G3Cooldown cooldown = new G3Cooldown();
        RuleChain automatic = new RuleChain(
                List.of(
                        emergency,
                        new R2ZombieCleanup(),
                        new R3GentleCleanup(),
                        new R4StuckTransactions(),
                        new R5Healthy()),
                cooldown);
        return new Decider(
                List.of(new G1Visibility(), new G2Paused()),
                new HealthEventFreshness(),
                automatic,
                new CommandDecider(automatic, emergency, cooldown),
                new EmergencyEscalation(emergency));
    }

    /**
     * The first decision on an occasion.
     *
     * @throws IllegalArgumentException when the occasion is a command that asks for no session: MONITOR, HEALTH, STATUS,
     *     PAUSE or RESUME
     */
    public Decision decide(Trigger trigger, Situation situation, Policy policy) {
        return rejection(situation, policy).<Decision>map(rejected -> rejected).orElseGet(() -> {
            if (trigger instanceof Trigger.CommandTrigger requested) {
                return commandDecider.decide(requested.command(), situation, policy);
            }
            return healthEventFreshness
                    .check((Trigger.HealthEventTrigger) trigger, situation, policy)
                    .orElseGet(() -> ruleChain.decide(situation, policy, policy.dryRun()));
        });
    }

    /**
     * The next rung of an emergency, decided on a fresh look after the former rung's outcome.
     *
     * @param previous where the emergency stands, from {@link EscalationState#afterFirstStep} and {@link EscalationState#afterStep}
     * @return Act with R1, or why the ladder ends here
     */
    public Decision decideNextStep(EscalationState previous, Situation situation, Policy policy) {
        return rejection(situation, policy)
                .<Decision>map(rejected -> rejected)
                .orElseGet(() -> escalation.decideNextStep(previous, situation, policy));
    }

    private Optional<Decision.Rejected> rejection(Situation situation, Policy policy) {
        return gates.stream()
                .map(gate -> gate.check(situation, policy))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
