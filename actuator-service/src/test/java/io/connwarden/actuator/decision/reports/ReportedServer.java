package io.connwarden.actuator.decision.reports;

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
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A random server with several kinds of trouble at once. */
final class ReportedServer {
    static final String LIMITED_ROLE = "crew";
    private static final int MAX_GROUP = 9;

    final Random random;
    final double slots;
    final int terminationsLastHour;
    final int cancelsLastHour;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Integer, Trouble> troubles = new HashMap<>();
    private final List<UnreclaimedSession> unreclaimed = new ArrayList<>();
    private final List<ApplicationRelief> reliefs = new ArrayList<>();
    private final List<ConnectionLimit> limits = new ArrayList<>();

    private ReportedServer(Random random) {
        this.random = random;
        slots = List.of(40.0, 78.0, 85.0, 92.0, 96.0, 100.0).get(random.nextInt(6));
        terminationsLastHour = oneOf(0, 0, 0, 150, 190, 197, 200);
        cancelsLastHour = oneOf(0, 0, 50, 97, 100);
    }

    static ReportedServer of(long seed) {
        // Neighboring seeds give similar first numbers, so the seed is scrambled.
        ReportedServer server = new ReportedServer(new Random(seed * 0xD1342543DE82EF95L));
        List<Runnable> groups = server.groups();
        Collections.shuffle(groups, server.random);
        groups.subList(0, 1 + server.random.nextInt(groups.size())).forEach(Runnable::run);
        return server;
    }

    private List<Runnable> groups() {
        return new ArrayList<>(List.of(
                () -> add(Trouble.IDLE, each -> idle(each.application(oneOf("web", "job")))),
                () -> add(
                        Trouble.IDLE,
                        each -> idle(each.application("host-" + sessions.size() + ":5" + sessions.size()))),
                () -> add(Trouble.QUERY, each -> each.application("report").activeFor(age())),
                () -> add(
                        Trouble.DEAD_CLIENT,
                        each -> each.application("api").activeFor(age()).waitingForClient()),
                () -> add(Trouble.OPEN_TRANSACTION, this::openTransaction),
                () -> add(Trouble.LISTENER, this::listener),
                () -> add(
                        Trouble.ADVISORY_LOCK,
                        each -> idle(each.application("migration")).holdingAdvisoryLock()),
                () -> add(Trouble.OUT_OF_REACH, this::outOfReach),
                this::addWithoutReaction,
                this::addBehindPrepared,
                this::addLockQueue,
                () -> add(
                        Trouble.MAINTENANCE,
                        each -> each.application("admin").activeFor(age()).maintenance()),
                this::addRefilled,
                this::addLimitedRole));
    }

    private void add(Trouble trouble, UnaryOperator<SessionBuilder> form) {
        IntStream.rangeClosed(0, random.nextInt(MAX_GROUP)).forEach(i -> addOne(trouble, form));
    }

    private Session addOne(Trouble trouble, UnaryOperator<SessionBuilder> form) {
        int pid = sessions.size() + 1;
        Session session = form.apply(session(pid)).build();
        sessions.add(session);
        troubles.put(pid, trouble);
        return session;
    }

    private SessionBuilder idle(SessionBuilder session) {
        return session.user(oneOf("shop", "batch"))
                .database(oneOf("orders", "stock"))
                .idleFor(age());
    }

    private SessionBuilder openTransaction(SessionBuilder session) {
        Duration silence = age();
        return session.application("api")
                .stuckFor(silence.plus(random.nextBoolean() ? Duration.ZERO : age()), silence)
                .state(oneOf(SessionState.IDLE_IN_TRANSACTION, SessionState.IDLE_IN_TRANSACTION_ABORTED));
    }

    private SessionBuilder listener(SessionBuilder session) {
        SessionBuilder idle = idle(session).idleFor(Duration.ofHours(9));
        return random.nextBoolean()
                ? idle.application("worker").listening()
                : idle.application(
                        oneOf("PostgREST 13", "GoodJob(Notifier)", "graphile-worker", "Oban", "Debezium General"));
    }

    private SessionBuilder outOfReach(SessionBuilder session) {
        SessionBuilder old = session.application("beyond").idleFor(Duration.ofHours(5));
        return switch (random.nextInt(6)) {
            case 0 -> old.superuser();
            case 1 -> old.own();
            case 2 -> old.backendType(oneOf("walsender", "parallel worker", "logical replication worker"));
            case 3 -> old.backendType(null);
            case 4 -> old.backendStart(null);
            default -> old.state(SessionState.UNKNOWN);
        };
    }

    private void addWithoutReaction() {
        add(Trouble.WITHOUT_REACTION, each -> each.application("frozen").idleFor(Duration.ofHours(7)));
        sessions.stream()
                .filter(each -> troubleOf(each) == Trouble.WITHOUT_REACTION)
                .map(each -> new UnreclaimedSession(
                        SessionBuilder.idOf(each),
                        SignalKind.TERMINATE,
                        oneOf(SessionOutcome.UNRESPONSIVE, SessionOutcome.DENIED),
                        1 + random.nextInt(5),
                        NOW.minusSeconds(random.nextInt(60))))
                .forEach(unreclaimed::add);
    }

    private void addBehindPrepared() {
        int first = sessions.size() + 1;
        add(Trouble.BEHIND_PREPARED, each -> {
            boolean direct = sessions.size() < first || random.nextBoolean();
            return each.application("writer").activeFor(age()).waitingForLockOf(direct ? 0 : first);
        });
    }

    private void addLockQueue() {
        int head = addOne(
                        oneOf(Trouble.QUERY, Trouble.OPEN_TRANSACTION, Trouble.MAINTENANCE, Trouble.OUT_OF_REACH),
                        each -> each)
                .pid();
        boolean deploy = random.nextBoolean();
        if (deploy) {
            addOne(
                    Trouble.WAITING_DDL,
                    each -> each.application("deploy").activeFor(age()).requestingTableLockOf(head));
        }
        int ahead = deploy ? head + 1 : head;
        int before = sessions.size();
        add(Trouble.WAITER, each -> each.application("reader").activeFor(age()).waitingForLockOf(ahead));
        int waiters = sessions.size() - before;
        replace(head, headOfQueue(head, deploy ? 1 : waiters));
        if (deploy) {
            Session waiting = sessions.get(ahead - 1);
            replace(
                    ahead,
                    session(ahead)
                            .application("deploy")
                            .activeFor(Duration.between(waiting.activity().stateChange(), NOW))
                            .requestingTableLockOf(head)
                            .blocking(waiters)
                            .build());
        }
    }

    private Session headOfQueue(int pid, int waiters) {
        SessionBuilder head = session(pid).application("holder").blocking(waiters);
        Duration age = age();
        return (switch (troubles.get(pid)) {
                    case QUERY -> head.activeFor(age);
                    case MAINTENANCE -> head.activeFor(age).maintenance();
                    case OUT_OF_REACH -> head.stuckFor(age, age).superuser();
                    default -> head.stuckFor(age, age);
                })
                .build();
    }

    private void replace(int pid, Session session) {
        sessions.set(pid - 1, session);
    }

    private void addRefilled() {
        int before = sessions.size();
        UnaryOperator<SessionBuilder> member = each ->
                each.application("fixed").backendStart(NOW.minusSeconds(2370)).idleFor(Duration.ofMinutes(30));
        addOne(Trouble.REFILLED, member);
        addOne(Trouble.REFILLED, member);
        add(Trouble.REFILLED, member);
        int size = sessions.size() - before;
        reliefs.add(new ApplicationRelief("fixed", size, size, NOW.minusSeconds(2400)));
    }

    private void addLimitedRole() {
        int before = sessions.size();
        add(
                Trouble.IDLE,
                each -> each.application(oneOf("crew-web", "crew-job"))
                        .user(LIMITED_ROLE)
                        .idleFor(age()));
        int size = sessions.size() - before;
        limits.add(ConnectionLimit.of(ConnectionLimit.Scope.ROLE, LIMITED_ROLE, size, size + random.nextInt(3)));
    }

    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    List<ConnectionLimit> limits() {
        return List.copyOf(limits);
    }

    Trouble troubleOf(Session session) {
        return troubles.get(session.pid());
    }

    Situation situation() {
        return situation(sessions);
    }

    /** Returns the same server with other sessions. */
    Situation situation(List<Session> others) {
        SituationBuilder builder = SituationBuilder.healthy()
                .status(slots > 90 ? HealthStatus.CRITICAL : slots > 80 ? HealthStatus.WARNING : HealthStatus.HEALTHY)
                .slots(slots)
                .terminationsLastHour(terminationsLastHour)
                .cancelsLastHour(cancelsLastHour)
                .limits(limits.toArray(ConnectionLimit[]::new))
                .with(others);
        unreclaimed.forEach(builder::unreclaimed);
        reliefs.forEach(builder::relief);
        return builder.build();
    }

    /** Returns whole seconds around the thresholds of one, five and fifteen minutes. */
    private Duration age() {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofSeconds(random.nextInt(60));
            case 1 -> Duration.ofMinutes(random.nextInt(20));
            default -> Duration.ofSeconds(60 + random.nextInt(5400));
        };
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }
}
