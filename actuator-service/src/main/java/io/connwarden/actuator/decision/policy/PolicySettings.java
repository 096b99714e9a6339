package io.connwarden.actuator.decision.policy;

import static io.connwarden.actuator.decision.policy.PolicyChecks.within;
import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is configured: what is left out keeps the value of the policy underneath. The global block lies over
 * {@link Policy#standard()}, a target's own block over the global one.
 */
public record PolicySettings(
        @Nullable Boolean automatic,
        @Nullable Boolean paused,
        @Nullable Boolean dryRun,
        @Nullable Duration healthMaxAge,
        @Nullable EmergencySettings emergency,
        @Nullable IdleCleanupSettings zombieCleanup,
        @Nullable IdleCleanupSettings gentleCleanup,
        @Nullable StuckTransactionsSettings stuckTransactions,
        @Nullable CooldownSettings cooldown,
        @Nullable BudgetSettings budget,
        @Nullable SessionFilterSettings exclude,
        @Nullable SessionFilterSettings include,
        @Nullable Integer survivorsPerApplication) {

    /** Nothing set. */
    public static PolicySettings none() {
        return new PolicySettings(null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * The policy underneath with these settings over it. Protection only grows: a target's own patterns join the global
     * ones. Everything else replaces.
     *
     * @throws IllegalArgumentException beginning with the key below {@code policy.}, then what is allowed and the value
     */
    public Policy mergedWith(Policy base) {
        return new Policy(
                requireNonNullElse(automatic, base.automatic()),
                requireNonNullElse(paused, base.paused()),
                requireNonNullElse(dryRun, base.dryRun()),
                requireNonNullElse(healthMaxAge, base.healthMaxAge()),
                emergency == null
                        ? base.emergency()
                        : within("emergency", () -> emergency.mergedWith(base.emergency())),
                idle("zombie-cleanup", zombieCleanup, base.zombieCleanup()),
                idle("gentle-cleanup", gentleCleanup, base.gentleCleanup()),
                stuckTransactions == null
                        ? base.stuckTransactions()
                        : within("stuck-transactions", () -> stuckTransactions.mergedWith(base.stuckTransactions())),
                cooldown == null ? base.cooldown() : within("cooldown", () -> cooldown.mergedWith(base.cooldown())),
                budget == null ? base.budget() : within("budget", () -> budget.mergedWith(base.budget())),
                exclude == null
                        ? base.exclude()
                        : within("protect", () -> base.exclude().union(exclude.patterns())),
                include == null ? base.include() : within("only", () -> include.restrictionsOver(base.include())),
                requireNonNullElse(survivorsPerApplication, base.survivorsPerApplication()));
    }

    private static IdleCleanup idle(String block, @Nullable IdleCleanupSettings settings, IdleCleanup base) {
        return settings == null ? base : within(block, () -> settings.mergedWith(base));
    }
}
