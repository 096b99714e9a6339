package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;

import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The decisions on a random sample: the first one, and the next step if it is an emergency. */
final class GeneratedCase {
    private static final Decider DECIDER = Decider.standard();
    private static final List<Policy> POLICIES = List.of(
            OraclePolicies.DEFAULTS,
            OraclePolicies.DEFAULTS,
            OraclePolicies.with("budget.sessions-percentage=100"),
            OraclePolicies.with("budget.sessions-percentage=100", "survivors-per-application=0"),
            OraclePolicies.with(
                    "emergency.max-steps=1",
                    "emergency.max-idle-terminations=3",
                    "emergency.max-cancels=2",
                    "emergency.max-stuck-transactions=2",
                    "budget.sessions-percentage=100"),
            OraclePolicies.with("reclaim-maintenance=true", "budget.sessions-percentage=80"),
            OraclePolicies.with("listeners=etl*", "budget.max-unresponsive=2", "exclude.users=team"),
            OraclePolicies.with(
                    "gentle-cleanup.idle-for=5m", "budget.terminations-per-hour=150", "include.users=shop"));

    private GeneratedCase() {}

    static Stream<JudgedDecision> of(long seed) {
        // Neighboring seeds give similar first numbers, so the seed is scrambled.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Situation situation = GeneratedSample.of(random);
        Policy policy = POLICIES.get(random.nextInt(POLICIES.size()));
        Trigger trigger = trigger(random, situation);
        Decision decision = DECIDER.decide(trigger, situation, policy);
        JudgedDecision first = JudgedDecision.first(trigger, situation, policy, decision);
        return Stream.concat(Stream.of(first), nextStep(first, random).stream());
    }

    private static Optional<JudgedDecision> nextStep(JudgedDecision first, Random random) {
        if (!(first.decision() instanceof Decision.Act act) || act.ruleId() != RuleId.R1) {
            return Optional.empty();
        }
        EscalationState state = EscalationState.afterFirstStep(act, first.situation());
        Situation later = SituationBuilder.critical()
                .slots(70 + random.nextInt(30))
                .terminationsLastHour(first.situation().recentActions().terminationsLastHour() + state.terminations())
                .with(first.sessionsThat(session -> !first.isSelected(session) || random.nextInt(4) == 0)
                        .toList())
                .build();
        Decision decision = DECIDER.decideNextStep(first.trigger(), state, later, first.policy());
        return Optional.of(JudgedDecision.of(first.trigger(), later, first.policy(), decision, state.selected(), 2));
    }

    private static Trigger trigger(Random random, Situation situation) {
        Set<RuleId> override = new HashSet<>();
        if (random.nextInt(3) == 0) {
            override.add(RuleId.G5);
        }
        if (random.nextInt(4) == 0) {
            override.add(RuleId.G4);
        }
        return switch (random.nextInt(12)) {
            case 0 -> command(new CommandParameters.Cleanup(1 + random.nextInt(20), 1 + random.nextInt(20)));
            case 1 -> command(new CommandParameters.Emergency());
            case 2 -> command(new CommandParameters.Auto());
            case 3, 4 -> command(new CommandParameters.Terminate(named(random, situation), override));
            case 5 -> command(new CommandParameters.Cancel(named(random, situation), override));
            default -> new Trigger.HealthEventTrigger(NOW);
        };
    }

    private static Trigger command(CommandParameters parameters) {
        return new Trigger.CommandTrigger(new Command("orders-db", parameters, "ann", "because", false, null));
    }

    private static List<SessionId> named(Random random, Situation situation) {
        List<SessionId> named = new ArrayList<>();
        named.add(new SessionId(5_000 + random.nextInt(60), NOW));
        situation.sessions().stream()
                .flatMap(session -> session.id().stream())
                .filter(id -> random.nextInt(4) == 0)
                .forEach(named::add);
        return named;
    }
}
