package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.IdleCleanup;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A rule that terminates idle sessions while its limit is exceeded. R2 and R3 are its two instances. */
public final class R2R3IdleCleanup implements Rule {
    private final RuleId id;
    private final Function<Situation, Limit> limit;
    private final Function<Policy, IdleCleanup> settings;

    /** @param settings the part of the policy that belongs to the rule */
    private R2R3IdleCleanup(RuleId id, Function<Situation, Limit> limit, Function<Policy, IdleCleanup> settings) {
        this.id = id;
        this.limit = limit;
        this.settings = settings;
    }

    /**
     * Returns R2, the cleanup of a target with many zombies. The status CLEANUP_NEEDED is no condition: a stuck
     * transaction causes it too, and the end of idle sessions does not help against that.
     */
    public static R2R3IdleCleanup zombieCleanup() {
        return new R2R3IdleCleanup(RuleId.R2, Limit::ofZombies, Policy::zombieCleanup);
    }

    /** Returns R3, the cleanup of a target with high slot utilization. */
    public static R2R3IdleCleanup gentleCleanup() {
        return new R2R3IdleCleanup(RuleId.R3, Limit::ofSlotUtilization, Policy::gentleCleanup);
    }

    @Override
    public RuleId id() {
        return id;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        Limit current = limit.apply(situation);
        return current.exceeded() ? Optional.of(proposal(situation, current, policy)) : Optional.empty();
    }

    private Proposal proposal(Situation situation, Limit current, Policy policy) {
        return new Proposal(
                id,
                new Utilization(situation).describe() + "; " + id + " acts above " + current.text(),
                new Candidates(situation, id)
                        .idle(session ->
                                settings.apply(policy.forSession(session)).idleFor()),
                Map.of(CandidateKind.IDLE, settings.apply(policy).maxTerminations()));
    }

    /**
     * The limit of a rule.
     *
     * @param exceeded true if the condition of the rule holds
     * @param text the limit in words, such as {@code 10 zombies}
     */
    private record Limit(boolean exceeded, String text) {
        static Limit ofZombies(Situation situation) {
            int max = situation.thresholds().cleanupZombies();
            return new Limit(new Utilization(situation).hasMoreZombiesThan(max), max + " zombies");
        }

        static Limit ofSlotUtilization(Situation situation) {
            double max = situation.thresholds().warningSlotUtilization();
            return new Limit(
                    situation.status() == HealthStatus.WARNING
                            || new Utilization(situation).isSlotUtilizationAbove(max),
                    Formats.percent(max));
        }
    }
}
