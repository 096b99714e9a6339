package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The guards, each kind in the order of its evaluation. {@link #standard} is the only list of the guards.
 *
 * @param targetGuards can reject every action on a target
 * @param healthEventGuards can reject the action of a health event
 * @param cooldown can hold back a rule
 * @param sessionGuardFactories can spare single sessions
 */
public record Guards(
        List<TargetGuard> targetGuards,
        List<HealthEventGuard> healthEventGuards,
        G3Cooldown cooldown,
        List<SessionGuard.Factory> sessionGuardFactories) {
    private static final Guards STANDARD = new Guards(
            List.of(new G1Visibility(), new G2Paused()),
            List.of(new G2ModeOff(), new HealthEventAgeGuard()),
            new G3Cooldown(),
            List.of(
                    NamedProtection::of,
                    G6Survivors::of,
                    MaintenanceGuard::of,
                    LockQueueGuard::of,
                    G7NoEffect::of,
                    G7Refill::of,
                    RuleLimitGuard::of,
                    G4Budget::of));

    public Guards {
        targetGuards = List.copyOf(targetGuards);
        healthEventGuards = List.copyOf(healthEventGuards);
        sessionGuardFactories = List.copyOf(sessionGuardFactories);
    }

    /**
     * Returns all guards, always the same instance. Among the session guards, the most permanent reason comes first.
     */
    public static Guards standard() {
        return STANDARD;
    }

    /** Returns these guards with one more session guard, which comes first. */
    public Guards with(SessionGuard guard) {
        List<SessionGuard.Factory> factories = new ArrayList<>(List.of(step -> guard));
        factories.addAll(sessionGuardFactories);
        return new Guards(targetGuards, healthEventGuards, cooldown, factories);
    }

    /** Returns the rejection of every action on the target, or empty. */
    public Optional<Decision> checkTarget(Situation situation, Policy policy) {
        return targetGuards.stream()
                .map(guard -> guard.check(situation, policy))
                .flatMap(Optional::stream)
                .map(rejected -> (Decision) rejected)
                .findFirst();
    }

    /**
     * Returns the reason why a health event leads to no action, or empty.
     *
     * @param sampledAt time of the sample in the event
     */
    public Optional<Decision> checkHealthEvent(Instant sampledAt, Instant now, Policy policy) {
        return healthEventGuards.stream()
                .map(guard -> guard.check(sampledAt, now, policy))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Returns the reason why the rule is held back, or empty.
     *
     * @param dryRun true for a decision that sends no signal
     */
    public Optional<String> checkRule(RuleId rule, Situation situation, Policy policy, boolean dryRun) {
        return cooldown.cooldownReason(rule, situation, policy, dryRun);
    }

    /** Returns the session guards of one step, in their order. */
    public List<SessionGuard> createSessionGuards(GuardedStep step) {
        return sessionGuardFactories.stream()
                .map(factory -> factory.create(step))
                .toList();
    }

    /** Returns the session guards of the last step of R1, which relaxes the soft guards. */
    public List<SessionGuard> createHardSessionGuards(GuardedStep step) {
        return createSessionGuards(step).stream()
                .filter(guard -> !guard.isSoft())
                .toList();
    }
}
