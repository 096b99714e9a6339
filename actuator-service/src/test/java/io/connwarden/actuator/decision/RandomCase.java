package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;

import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.Cooldown;
import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.IdleCleanup;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.policy.PolicySettings;
import io.connwarden.actuator.decision.policy.SessionFilter;
import io.connwarden.actuator.decision.policy.SessionFilterSettings;
import io.connwarden.actuator.decision.policy.StuckTransactions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** One random occasion, situation and policy, all from one seed. */
record RandomCase(Trigger occasion, Situation situation, Policy policy) {

    static RandomCase of(long seed) {
        // Scrambled, because neighbouring seeds make alike beginnings.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Situation situation = situation(random);
        return new RandomCase(occasion(random, situation), situation, policy(random));
    }

    private static Situation situation(Random random) {
        List<Session> sessions = new ArrayList<>();
        int count = random.nextInt(60);
        for (int pid = 1; pid <= count; pid++) {
            sessions.add(session(random, pid));
        }
        SituationBuilder sketch = SituationBuilder.healthy()
                .with(sessions)
                .status(any(random, EnumSet.allOf(HealthStatus.class)))
                .slots(random.nextInt(1010) / 10.0)
                .zombies(random.nextInt(30))
                .visibility(rarely(random) ? 90 : 100)
                .terminationsLastHour(random.nextInt(60));
        for (RuleId rule : List.of(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4)) {
            if (rarely(random)) {
                sketch.acted(rule, Duration.ofSeconds(random.nextInt(120)));
            }
        }
        if (rarely(random)) {
            sketch.paused(new TargetPause("ann", "because", random.nextBoolean(), NOW));
        }
        return sketch.build();
    }

    private static Session session(Random random, int pid) {
        SessionBuilder sketch = SessionBuilder.session(pid)
                .application(oneOf(random, "web", "job", "etl", null))
                .user(oneOf(random, "shop", "admin", "batch"))
                .database(oneOf(random, "orders", "billing"))
                .clientAddress(oneOf(random, "10.0.0.7", "192.168.3.4", "::1", null))
                .blocking(rarely(random) ? random.nextInt(4) : 0);
        Duration age = age(random);
        switch (random.nextInt(5)) {
            case 0 -> sketch.activeFor(age);
            case 1 -> sketch.stuckFor(age.plus(age(random)), age);
            default -> sketch.idleFor(age);
        }
        oddities(random, sketch);
        return sketch.build();
    }

    private static void oddities(Random random, SessionBuilder sketch) {
        switch (random.nextInt(40)) {
            case 0 -> sketch.own();
            case 1 -> sketch.superuser();
            case 2 -> sketch.replication();
            case 3 -> sketch.listening();
            case 4 -> sketch.holdingAdvisoryLock();
            case 5 -> sketch.backup();
            case 6 -> sketch.backendType("autovacuum worker");
            case 7 -> sketch.backendType(null);
            case 8 -> sketch.backendStart(null);
            case 9 -> sketch.stateChange(null);
            case 10 -> sketch.state(any(random, EnumSet.allOf(SessionState.class)));
            case 11 -> sketch.application("pg_dump");
            default -> {
                // most sessions are ordinary
            }
        }
    }

    private static Policy policy(Random random) {
        Policy base = new Policy(
                !rarely(random),
                false,
                random.nextBoolean(),
                Duration.ofMinutes(1),
                new Emergency(
                        Duration.ofMinutes(1L + random.nextInt(10)),
                        random.nextInt(25),
                        Duration.ofSeconds(1L + random.nextInt(60)),
                        random.nextInt(12),
                        Duration.ofMinutes(1L + random.nextInt(10)),
                        random.nextInt(6),
                        75,
                        1 + random.nextInt(4),
                        Duration.ofMinutes(1),
                        random.nextInt(25)),
                new IdleCleanup(Duration.ofMinutes(1L + random.nextInt(20)), random.nextInt(20)),
                new IdleCleanup(Duration.ofMinutes(1L + random.nextInt(20)), random.nextInt(20)),
                new StuckTransactions(
                        Duration.ofMinutes(1L + random.nextInt(10)), Duration.ofMinutes(1), random.nextInt(8)),
                new Cooldown(Duration.ofSeconds(60), Duration.ofSeconds(10)),
                new Budget(1 + random.nextInt(100), random.nextInt(80)),
                SessionFilter.empty(),
                SessionFilter.empty(),
                random.nextInt(5));
        return new PolicySettings(
                        null, null, null, null, null, null, null, null, null, null, protect(random), only(random), null)
                .mergedWith(base);
    }

    private static SessionFilterSettings protect(Random random) {
        return random.nextBoolean()
                ? null
                : new SessionFilterSettings(List.of("ADM*"), null, List.of("billing"), List.of("192.168.0.0/16"));
    }

    private static SessionFilterSettings only(Random random) {
        return rarely(random) ? new SessionFilterSettings(List.of("shop"), null, null, null) : null;
    }

    private static Trigger occasion(Random random, Situation situation) {
        Request request = switch (random.nextInt(8)) {
            case 0 -> new Request.Cleanup(0.5 + random.nextInt(20), 1 + random.nextInt(20));
            case 1 -> new Request.Emergency();
            case 2 -> new Request.Auto();
            case 3 -> new Request.Terminate(named(random, situation));
            case 4 -> new Request.Cancel(named(random, situation));
            default -> null;
        };
        Instant sampled = NOW.minusSeconds(random.nextInt(70));
        return request == null
                ? new Trigger.HealthEventTrigger("e", sampled)
                : new Trigger.CommandTrigger(
                        new Command("orders-db", request, "ann", "because", random.nextBoolean(), null));
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

    /** Whole seconds, so that equal ages and ages just at a threshold do occur. */
    private static Duration age(Random random) {
        return random.nextBoolean() ? Duration.ofMinutes(random.nextInt(25)) : Duration.ofSeconds(random.nextInt(1500));
    }

    private static <E extends Enum<E>> E any(Random random, EnumSet<E> values) {
        return List.copyOf(values).get(random.nextInt(values.size()));
    }

    private static boolean rarely(Random random) {
        return random.nextInt(10) == 0;
    }

    private static String oneOf(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }
}
