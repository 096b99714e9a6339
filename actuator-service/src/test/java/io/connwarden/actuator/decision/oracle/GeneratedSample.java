package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random sample of a server in trouble, with all kinds of trouble at once. */
final class GeneratedSample {
    private static final int MAX_SESSIONS = 70;

    private final Random random;
    private final List<List<Integer>> blockers = new ArrayList<>();
    private final boolean hasUniqueNames;
    private final String pool;
    private final Instant poolEnded;
    private int latestRequest;

    private GeneratedSample(Random random) {
        this.random = random;
        hasUniqueNames = random.nextInt(3) == 0;
        pool = oneOf("web", "web", "job", "");
        poolEnded = NOW.minus(Duration.ofMinutes(25 + random.nextInt(35)));
    }

    static Situation of(Random random) {
        return new GeneratedSample(random).situation();
    }

    private Situation situation() {
        List<Session> sessions = sessions();
        SituationBuilder sample = utilization().with(sessions);
        for (Session each : sessions) {
            if (each.backendStart() != null && oneIn(9)) {
                sample.unreclaimed(failure(each));
            }
            if (each.backendStart() != null && each.state() == SessionState.ACTIVE && oneIn(6)) {
                sample.cancelledWithoutEffect(each);
            }
        }
        if (oneIn(3)) {
            sample.terminationsLastHour(random.nextInt(210)).cancelsLastHour(random.nextInt(105));
        }
        for (RuleId rule : List.of(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4)) {
            if (oneIn(12)) {
                sample.acted(rule, Duration.ofSeconds(random.nextInt(80)));
            }
        }
        if (oneIn(2)) {
            sample.relief(relief(sessions));
        }
        if (oneIn(2)) {
            sample.limits(limit(sessions, Scope.ROLE, "shop"), limit(sessions, Scope.DATABASE, "archive"));
        }
        return sample.build();
    }

    private SituationBuilder utilization() {
        int zombies = random.nextInt(25);
        SituationBuilder sample = switch (random.nextInt(8)) {
            case 0 -> SituationBuilder.healthy().zombies(Math.min(zombies, 10));
            case 1 -> SituationBuilder.cleanupNeeded(zombies);
            case 2 -> SituationBuilder.warning();
            case 3, 4 -> SituationBuilder.critical().full();
            default -> SituationBuilder.critical();
        };
        if (oneIn(20)) {
            sample.clockStepped(Duration.ofSeconds(random.nextInt(900)));
        }
        return oneIn(40) ? sample.status(HealthStatus.UNKNOWN).visibility(80) : sample;
    }

    private List<Session> sessions() {
        int count = 1 + random.nextInt(MAX_SESSIONS);
        List<SessionBuilder> builders = new ArrayList<>();
        for (int pid = 1; pid <= count; pid++) {
            blockers.add(List.of());
            builders.add(session(pid));
            ordinary(pid, builders.get(pid - 1));
            oddity(builders.get(pid - 1));
        }
        List<Session> sessions = new ArrayList<>();
        for (int pid = 1; pid <= count; pid++) {
            int wanted = pid;
            int waiting = (int)
                    blockers.stream().filter(pids -> pids.contains(wanted)).count();
            sessions.add(builders.get(pid - 1).blocking(waiting).build());
        }
        return sessions;
    }

    private void ordinary(int pid, SessionBuilder builder) {
        String application = application(pid);
        builder.user(oneOf("shop", "shop", "team", "replicator"))
                .database(oneOf("orders", "orders", "archive"))
                .application(application)
                .backendStart(backendStart(application));
        Duration age = age();
        switch (random.nextInt(7)) {
            case 0, 1 -> query(pid, builder.activeFor(age));
            case 2 -> builder.stuckFor(age.plus(age()), age);
            case 3 -> dead(builder.activeFor(age).waitingForClient(), age);
            default -> builder.idleFor(age);
        }
    }

    /** Most sessions of a pool replace terminated ones within three minutes. */
    private Instant backendStart(@Nullable String application) {
        return Objects.requireNonNullElse(application, "").equals(pool) && !oneIn(4)
                ? poolEnded.plusSeconds(random.nextInt(180))
                : NOW.minus(age().plus(Duration.ofMinutes(1)));
    }

    private @Nullable String application(int pid) {
        if (hasUniqueNames) {
            return oneOf("worker-" + pid, "worker-" + pid, "host10.0.0." + pid, "web");
        }
        return oneOf("web", "web", "job", "etl", "PostgREST 12", null);
    }

    private void dead(SessionBuilder builder, Duration age) {
        switch (random.nextInt(5)) {
            case 0 -> builder.state(SessionState.ACTIVE);
            case 1 -> builder.state(SessionState.FASTPATH);
            case 2 -> builder.maintenance();
            default -> builder.xactStart(NOW.minus(age.plus(age())));
        }
    }

    private void query(int pid, SessionBuilder builder) {
        if (oneIn(6)) {
            builder.maintenance();
        }
        if (!oneIn(2)) {
            return;
        }
        List<Integer> ahead = latestRequest > 0 && oneIn(2) ? new ArrayList<>(List.of(latestRequest)) : ahead(pid);
        blockers.set(pid - 1, List.copyOf(ahead));
        Integer[] pids = ahead.toArray(Integer[]::new);
        if (oneIn(2)) {
            builder.requestingTableLockOf(pids);
            latestRequest = pid;
        } else {
            builder.waitingForLockOf(pids);
        }
    }

    /** Returns one or two blockers: earlier sessions, which makes no cycle, or processes without a session. */
    private List<Integer> ahead(int pid) {
        List<Integer> ahead = new ArrayList<>();
        for (int i = 0; i < (oneIn(3) ? 2 : 1); i++) {
            ahead.add(oneIn(6) ? 0 : oneIn(8) ? 999 : Math.max(1, pid - 1 - (oneIn(2) ? 0 : random.nextInt(6))));
        }
        ahead.removeIf(blocker -> blocker == pid);
        return ahead;
    }

    private void oddity(SessionBuilder builder) {
        switch (random.nextInt(60)) {
            case 0 -> builder.own();
            case 1 -> builder.superuser();
            case 2 -> builder.replication();
            case 3, 4 -> builder.listening();
            case 5, 6 -> builder.holdingAdvisoryLock();
            case 7 -> builder.backup();
            case 8 -> builder.backendType(oneOf("walsender", "autovacuum worker", null));
            case 9 -> builder.backendStart(null);
            case 10 -> builder.stateChange(null);
            case 11 -> builder.user(null);
            case 12 -> builder.state(oneOf(SessionState.UNKNOWN, SessionState.DISABLED, SessionState.STARTING));
            default -> {
                // most sessions are ordinary
            }
        }
    }

    private UnreclaimedSession failure(Session session) {
        return new UnreclaimedSession(
                SessionBuilder.idOf(session),
                oneIn(3) ? SignalKind.CANCEL : SignalKind.TERMINATE,
                oneIn(3) ? SessionOutcome.DENIED : SessionOutcome.UNRESPONSIVE,
                1 + random.nextInt(9),
                NOW.minus(age()));
    }

    private ApplicationRelief relief(List<Session> sessions) {
        int size = (int) sessions.stream()
                .filter(session ->
                        pool.equals(Objects.requireNonNullElse(session.client().application(), "")))
                .count();
        int before = Math.max(1, size + 2 - random.nextInt(5));
        return new ApplicationRelief(pool, before, Math.min(before, 2 + random.nextInt(5)), poolEnded);
    }

    private ConnectionLimit limit(List<Session> sessions, Scope scope, String name) {
        int size = (int) sessions.stream()
                .filter(session -> name.equals(
                        scope == Scope.ROLE
                                ? session.client().user()
                                : session.client().database()))
                .count();
        return ConnectionLimit.of(scope, name, size, Math.max(2, size + random.nextInt(6) - 1));
    }

    /** Returns whole seconds or minutes, so that equal ages and ages equal to a threshold occur. */
    private Duration age() {
        return random.nextBoolean() ? Duration.ofMinutes(random.nextInt(30)) : Duration.ofSeconds(random.nextInt(2000));
    }

    private boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }
}
