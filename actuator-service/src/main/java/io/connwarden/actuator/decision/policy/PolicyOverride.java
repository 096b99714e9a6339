package io.connwarden.actuator.decision.policy;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The modes and ages for some sessions, in place of those of the policy. A value that is null is that of the policy.
 *
 * @param match the sessions; a session matches if it matches each list that is not empty
 * @param mode the mode of every rule without its own mode in {@code modes}
 */
public record PolicyOverride(
        SessionFilter match,
        @Nullable Mode mode,
        RuleModes modes,
        EmergencyAges emergency,
        IdleAge zombieCleanup,
        IdleAge gentleCleanup,
        StuckAges stuckTransactions) {
    private static final IdleAge NO_IDLE_AGE = new IdleAge(null);

    /**
     * Creates an override. The reader of a configuration passes null for a block that is missing.
     *
     * @throws IllegalArgumentException if no list of {@code match} has a pattern
     */
    public PolicyOverride {
        match = Objects.requireNonNullElse(match, SessionFilter.empty());
        modes = Objects.requireNonNullElse(modes, RuleModes.NONE);
        emergency = Objects.requireNonNullElse(emergency, new EmergencyAges(null, null, null, null));
        zombieCleanup = Objects.requireNonNullElse(zombieCleanup, NO_IDLE_AGE);
        gentleCleanup = Objects.requireNonNullElse(gentleCleanup, NO_IDLE_AGE);
        stuckTransactions = Objects.requireNonNullElse(stuckTransactions, new StuckAges(null, null));
        if (match.isEmpty()) {
            throw new IllegalArgumentException("match must contain at least one pattern in users, applications,"
                    + " databases or client-addresses, was empty; set the modes of all sessions in policy.mode");
        }
    }

    /**
     * The ages of R1. {@code idleFor} also applies to the further steps, unless {@code nextStep} has its own age.
     * Otherwise the second step would end the sessions that the first one spares.
     */
    public record EmergencyAges(
            @Nullable Duration idleFor,
            @Nullable Duration activeFor,
            @Nullable Duration stuckOlderThan,
            @Nullable IdleAge nextStep) {
        public EmergencyAges {
            requireAge("idle-for", idleFor);
            requireAge("active-for", activeFor);
            requireAge("stuck-older-than", stuckOlderThan);
        }

        private Emergency over(Emergency base) {
            Duration ownNextStep = nextStep == null ? null : nextStep.idleFor;
            return new Emergency(
                    either(idleFor, base.idleFor()),
                    base.maxIdleTerminations(),
                    either(activeFor, base.activeFor()),
                    base.maxCancels(),
                    either(stuckOlderThan, base.stuckOlderThan()),
                    base.maxStuckTransactions(),
                    base.reliefSlotUtilization(),
                    base.maxSteps(),
                    new Emergency.NextStep(
                            either(ownNextStep, either(idleFor, base.nextStep().idleFor())),
                            base.nextStep().maxIdleTerminations()));
        }
    }

    /** The age of idle sessions. */
    public record IdleAge(@Nullable Duration idleFor) {
        public IdleAge {
            requireAge("idle-for", idleFor);
        }

        private IdleCleanup over(IdleCleanup base) {
            return new IdleCleanup(either(idleFor, base.idleFor()), base.maxTerminations());
        }
    }

    /** The ages of R4. {@code idleFor} applies to R1 too. */
    public record StuckAges(
            @Nullable Duration olderThan, @Nullable Duration idleFor) {
        public StuckAges {
            requireAge("older-than", olderThan);
        }

        private StuckTransactions over(StuckTransactions base) {
            Duration limit = either(olderThan, base.olderThan());
            Duration inherited = base.idleFor().compareTo(limit) < 0 ? base.idleFor() : limit;
            return new StuckTransactions(limit, either(idleFor, inherited), base.maxTerminations());
        }
    }

    /** Returns the override that applies to a session, the first one that matches it. */
    static Optional<PolicyOverride> firstMatch(List<PolicyOverride> overrides, Session session) {
        return overrides.stream()
                .filter(override ->
                        override.match.firstMismatchIgnoringCase(session).isEmpty())
                .findFirst();
    }

    /** Returns the own mode of a rule, or empty. */
    Optional<Mode> modeOf(RuleId rule) {
        return modes.of(rule).or(() -> Optional.ofNullable(mode));
    }

    /**
     * Returns this override without the modes that are above a maximum. The mode of the policy applies instead.
     *
     * @param max the maximum by rule; a missing rule has none
     */
    public PolicyOverride withoutModesAbove(Map<RuleId, Mode> max) {
        if (max.isEmpty()) {
            return this;
        }
        RuleModes restricted = RuleModes.from(rule -> modeOf(rule)
                .filter(own -> own.compareTo(max.getOrDefault(rule, Mode.ACT)) <= 0)
                .orElse(null));
        return new PolicyOverride(match, null, restricted, emergency, zombieCleanup, gentleCleanup, stuckTransactions);
    }

    /** Returns the place of the override in words, for a reason: {@code policy.overrides, applications: billing*}. */
    String describe() {
        return "policy.overrides, " + match.describe();
    }

    /**
     * Returns a policy with the values of this override.
     *
     * @throws IllegalArgumentException if an age contradicts an age of the policy
     */
    public Policy over(Policy base) {
        return base.with(
                block("emergency", () -> emergency.over(base.emergency())),
                zombieCleanup.over(base.zombieCleanup()),
                gentleCleanup.over(base.gentleCleanup()),
                block("stuck-transactions", () -> stuckTransactions.over(base.stuckTransactions())));
    }

    /** Adds the name of a block to the message about its value. */
    private static <T> T block(String name, Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(name + "." + invalid.getMessage(), invalid);
        }
    }

    private static Duration either(@Nullable Duration own, Duration base) {
        return own == null ? base : own;
    }

    private static void requireAge(String name, @Nullable Duration age) {
        if (age != null) {
            Checks.requirePositive(name, age, Policy.MAX_AGE);
        }
    }
}
