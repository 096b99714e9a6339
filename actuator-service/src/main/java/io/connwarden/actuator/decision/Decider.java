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
import io.connwarden.actuator.decision.situation.Occasion;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to do with a target. Pure and immutable: equal arguments give equal decisions, in whatever order the
 * situation lists its sessions.
 */
public final class Decider {
    private final List<Gate> gates;
    private final Freshness freshness;
    private final Automatic automatic;
    private final Demands demands;
    private final Ladder ladder;

    private Decider(List<Gate> gates, Freshness freshness, Automatic automatic, Demands demands, Ladder ladder) {
        this.gates = List.copyOf(gates);
        this.freshness = freshness;
        this.automatic = automatic;
        this.demands = demands;
        this.ladder = ladder;
    }

    /** The one place where gates, rules and guards are put together. They are tried in the order written here. */
    public static Decider standard() {
        R1Emergency emergency = new R1Emergency();
        G3Cooldown cooldown = new G3Cooldown();
        Automatic automatic = new Automatic(
                List.of(
                        emergency,
                        new R2ZombieCleanup(),
                        new R3GentleCleanup(),
                        new R4StuckTransactions(),
                        new R5Healthy()),
                cooldown);
        return new Decider(
                List.of(new G1Visibility(), new G2Paused()),
                new Freshness(),
                automatic,
                new Demands(automatic, emergency, cooldown),
                new Ladder(emergency));
    }

    /**
     * The first decision on an occasion.
     *
     * @throws IllegalArgumentException when the occasion is a command that asks for no session: MONITOR, HEALTH, STATUS,
     *     PAUSE or RESUME
     */
    public Decision decide(Occasion occasion, Situation situation, Policy policy) {
        return refusal(situation, policy).<Decision>map(refused -> refused).orElseGet(() -> {
            if (occasion instanceof Occasion.Requested requested) {
                return demands.decide(requested.command(), situation, policy);
            }
            return freshness
                    .objection((Occasion.Automatic) occasion, situation, policy)
                    .orElseGet(() -> automatic.decide(situation, policy, policy.dryRun()));
        });
    }

    /**
     * The next rung of an emergency, decided on a fresh look after the former rung's outcome.
     *
     * @param previous where the emergency stands, from {@link RungState#first} and {@link RungState#then}
     * @return Act with R1, or why the ladder ends here
     */
    public Decision nextRung(RungState previous, Situation fresh, Policy policy) {
        return refusal(fresh, policy)
                .<Decision>map(refused -> refused)
                .orElseGet(() -> ladder.next(previous, fresh, policy));
    }

    private Optional<Decision.Refused> refusal(Situation situation, Policy policy) {
        return gates.stream()
                .map(gate -> gate.closed(situation, policy))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
