package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;

import io.connwarden.actuator.decision.policy.AddressRange;
import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.actuator.decision.policy.IdleCleanup;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.policy.SessionFilter;
import io.connwarden.actuator.decision.policy.StuckTransactions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** A random trigger, situation and policy, all from one seed. */
record RandomCase(Trigger trigger, Situation situation, Policy policy) {
    private static final SessionFilter EXCLUDE = new SessionFilter(
            List.of(new Glob("ADM*")),
            List.of(),
            List.of(new Glob("billing")),
            List.of(new AddressRange("192.168.0.0/16")));
    private static final SessionFilter INCLUDE =
            new SessionFilter(List.of(new Glob("shop")), List.of(), List.of(), List.of());

    static RandomCase of(long seed) {
        // Neighboring seeds give similar first numbers, so the seed is scrambled.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Situation situation = situation(random);
        return new RandomCase(trigger(random, situation), situation, policy(random));
    }

    private static Situation situation(Random random) {
        List<Session> sessions = new ArrayList<>();
        int count = random.nextInt(60);
        for (int pid = 1; pid <= count; pid++) {
            sessions.add(session(random, pid));
        }
        SituationBuilder builder = SituationBuilder.healthy()
                .with(sessions)
                .status(any(random, EnumSet.allOf(HealthStatus.class)))
                .slots(random.nextInt(1010) / 10.0)
                .zombies(random.nextInt(30))
                .visibility(isRare(random) ? 90 : 100)
                .terminationsLastHour(random.nextInt(60));
        for (RuleId rule : List.of(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4)) {
            if (isRare(random)) {
                builder.acted(rule, Duration.ofSeconds(random.nextInt(120)));
            }
        }
        if (isRare(random)) {
            builder.paused(new TargetPause("ann", "because", random.nextBoolean(), NOW, "send RESUME"));
        }
        return builder.build();
    }

    private static Session session(Random random, int pid) {
        SessionBuilder builder = SessionBuilder.session(pid)
                .application(oneOf(random, "web", "job", "etl", null))
                .user(oneOf(random, "shop", "admin", "batch"))
                .database(oneOf(random, "orders", "billing"))
                .clientAddress(oneOf(random, "10.0.0.7", "192.168.3.4", "::1", null))
                .blocking(isRare(random) ? random.nextInt(4) : 0);
        Duration age = age(random);
        switch (random.nextInt(5)) {
            case 0 -> builder.activeFor(age);
            case 1 -> builder.stuckFor(age.plus(age(random)), age);
            default -> builder.idleFor(age);
        }
        oddities(random, builder);
        return builder.build();
    }

    private static void oddities(Random random, SessionBuilder builder) {
        switch (random.nextInt(40)) {
            case 0 -> builder.own();
            case 1 -> builder.superuser();
            case 2 -> builder.replication();
            case 3 -> builder.listening();
            case 4 -> builder.holdingAdvisoryLock();
            case 5 -> builder.backup();
            case 6 -> builder.backendType("autovacuum worker");
            case 7 -> builder.backendType(null);
            case 8 -> builder.backendStart(null);
            case 9 -> builder.stateChange(null);
            case 10 -> builder.state(any(random, EnumSet.allOf(SessionState.class)));
            case 11 -> builder.application("pg_dump");
            default -> {
                // most sessions are ordinary
            }
        }
    }

    private static Policy policy(Random random) {
        return Policy.builder()
                .mode(isRare(random) ? Mode.OFF : Mode.ACT)
                .dryRun(random.nextBoolean())
                .emergency(Emergency.builder()
                        .idleFor(Duration.ofMinutes(1L + random.nextInt(10)))
                        .maxTerminations(random.nextInt(25))
                        .activeFor(Duration.ofSeconds(1L + random.nextInt(60)))
                        .maxCancels(random.nextInt(12))
                        .stuckOlderThan(Duration.ofMinutes(1L + random.nextInt(10)))
                        .maxStuckTransactions(random.nextInt(6))
                        .maxSteps(1 + random.nextInt(4))
                        .nextStep(new Emergency.NextStep(Duration.ofMinutes(1), random.nextInt(25)))
                        .build())
                .zombieCleanup(new IdleCleanup(Duration.ofMinutes(1L + random.nextInt(20)), random.nextInt(20)))
                .gentleCleanup(new IdleCleanup(Duration.ofMinutes(1L + random.nextInt(20)), random.nextInt(20)))
                .stuckTransactions(new StuckTransactions(
                        Duration.ofMinutes(1L + random.nextInt(10)), Duration.ofMinutes(1), random.nextInt(8)))
                .budget(new Budget(1 + random.nextInt(100), random.nextInt(80), 100, 200))
                .exclude(random.nextBoolean() ? SessionFilter.empty() : EXCLUDE)
                .include(isRare(random) ? INCLUDE : SessionFilter.empty())
                .survivorsPerApplication(random.nextInt(5))
                .build();
    }

    private static Trigger trigger(Random random, Situation situation) {
        CommandParameters parameters = switch (random.nextInt(8)) {
            case 0 -> new CommandParameters.Cleanup(0.5 + random.nextInt(20), 1 + random.nextInt(20));
            case 1 -> new CommandParameters.Emergency();
            case 2 -> new CommandParameters.Auto();
            case 3 -> new CommandParameters.Terminate(named(random, situation));
            case 4 -> new CommandParameters.Cancel(named(random, situation));
            default -> null;
        };
        Instant sampled = NOW.minusSeconds(random.nextInt(70));
        return parameters == null
                ? new Trigger.HealthEventTrigger(sampled)
                : new Trigger.CommandTrigger(
                        new Command("orders-db", parameters, "ann", "because", random.nextBoolean(), null));
    }

    private static List<SessionId> named(Random random, Situation situation) {
        List<SessionId> named = new ArrayList<>();
        named.add(new SessionId(1 + random.nextInt(60), NOW));
        situation
                .sessions()
                .forEach(session ->
                        session.id().filter(id -> random.nextBoolean()).ifPresent(named::add));
        return named;
    }

    /** Returns whole seconds, so that equal ages and ages equal to a threshold occur. */
    private static Duration age(Random random) {
        return random.nextBoolean() ? Duration.ofMinutes(random.nextInt(25)) : Duration.ofSeconds(random.nextInt(1500));
    }

    private static <E extends Enum<E>> E any(Random random, EnumSet<E> values) {
        return List.copyOf(values).get(random.nextInt(values.size()));
    }

    private static boolean isRare(Random random) {
        return random.nextInt(10) == 0;
    }

    private static String oneOf(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }
}
