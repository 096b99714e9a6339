package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.EventType;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Look;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionExpectation;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.contracts.message.TargetState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Valid random messages from a seed. */
final class RandomMessages {
    private static final String CHARACTERS = "abcXYZ019 -_.'\"\\/\n\t\r{}[]:,äß漢字\u2028\u007f\u0001😀";

    private final Random random;

    RandomMessages(long seed) {
        this.random = new Random(seed);
    }

    Event<?> event() {
        EventId id = new EventId(line(100), line(50));
        return new Event<>(id, time(), message(oneOf(EventType.values())));
    }

    private Message message(EventType type) {
        return switch (type) {
            case HEALTH -> health();
            case SESSIONS -> snapshot(20);
            case COMMAND -> command();
            case RESULT -> result();
            case ALERT -> alert();
            case LOOK -> new Look(target(), 1 + random.nextInt(Look.MAX_SECONDS));
        };
    }

    /** Returns a snapshot with up to the given number of rows. */
    SessionSnapshot snapshot(int maxRows) {
        return new SessionSnapshot(target(), time(), time(), listOf(maxRows, this::row), count());
    }

    SessionSnapshot.Row row() {
        return new SessionSnapshot.Row(
                1 + random.nextInt(Integer.MAX_VALUE),
                maybe(this::time),
                maybe(() -> text(0, 63)),
                maybe(() -> text(0, 63)),
                maybe(() -> text(0, 63)),
                maybe(() -> text(0, 40)),
                maybe(() -> text(0, 20)),
                maybe(this::time),
                maybe(this::time),
                maybe(this::time),
                maybe(() -> text(0, 20)),
                maybe(() -> text(0, 20)),
                maybe(() -> text(0, 20)),
                listOf(3, this::count),
                maybe(() -> oneOf(SessionClass.values())),
                maybe(() -> text(0, 5)));
    }

    private Health health() {
        HealthStatus status = oneOf(HealthStatus.values());
        boolean counted = status != HealthStatus.UNREACHABLE || random.nextInt(4) == 0;
        return Health.builder(target(), status, text(0, 200), time())
                .counts(counted ? counts() : null)
                .topApplications(listOf(5, this::usage))
                .recommendations(listOf(4, () -> text(0, 80)))
                .serverVersion(counted ? text(0, 20) : null)
                .inRecovery(counted ? random.nextBoolean() : null)
                .serverStartedAt(maybe(this::time))
                .listeners(counted ? listOf(3, this::session) : List.of())
                .connectionLimits(listOf(3, this::connectionLimit))
                .preparedTransactions(maybe(this::preparedTransactions))
                .serverStatus(maybe(() -> oneOf(HealthStatus.values())))
                .build();
    }

    private Counts counts() {
        return Counts.builder()
                .totalConnections(count())
                .activeConnections(count())
                .idleConnections(count())
                .idleInTransactionConnections(count())
                .zombieConnections(count())
                .longIdleConnections(count())
                .longRunningConnections(count())
                .stuckTransactions(count())
                .waitingOnLockConnections(count())
                .utilizationPercentage(measure())
                .slotUtilizationPercentage(measure())
                .maxConnections(1 + random.nextInt(1000))
                .usableConnections(1 + random.nextInt(1000))
                .visibilityPercentage(random.nextDouble() * 100)
                .oldestTransactionSeconds(measure())
                .build();
    }

    private ConnectionLimit connectionLimit() {
        return new ConnectionLimit(
                oneOf(ConnectionLimit.Scope.values()), text(0, 63), count(), 1 + random.nextInt(1000), measure());
    }

    private PreparedTransactions preparedTransactions() {
        return new PreparedTransactions(
                count(),
                count(),
                count(),
                listOf(
                        3,
                        () -> new PreparedTransactions.PreparedTransaction(
                                text(0, 200), maybe(() -> text(0, 63)), maybe(() -> text(0, 63)), measure())));
    }

    private ApplicationUsage usage() {
        return new ApplicationUsage(
                maybe(() -> text(0, 63)), maybe(() -> text(0, 63)), count(), count(), count(), count());
    }

    private Command command() {
        Action action = oneOf(Action.values());
        boolean everywhere = (action == Action.PAUSE || action == Action.RESUME) && random.nextBoolean();
        return new Command(
                everywhere ? Command.ALL_TARGETS : target(),
                request(action),
                text(1, 80),
                text(1, 200),
                random.nextBoolean(),
                maybe(this::time));
    }

    private CommandParameters request(Action action) {
        return switch (action) {
            case MONITOR -> new CommandParameters.Monitor();
            case HEALTH -> new CommandParameters.Health();
            case STATUS -> new CommandParameters.Status();
            case CLEANUP ->
                new CommandParameters.Cleanup(Math.max(random.nextDouble() * 1000, 1e-9), 1 + random.nextInt(1000));
            case EMERGENCY -> new CommandParameters.Emergency();
            case AUTO -> new CommandParameters.Auto();
            case TERMINATE -> terminate(sessions());
            case CANCEL -> new CommandParameters.Cancel(sessions(), override());
            case PAUSE -> new CommandParameters.Pause(maybe(this::time), Map.of(), maybe(this::window));
            case RESUME -> new CommandParameters.Resume(maybe(this::uuid));
            case APPROVE -> new CommandParameters.Approve(uuid());
            case REJECT -> new CommandParameters.Reject(uuid());
        };
    }

    /** A session is expected once, as the expectation is part of its JSON. */
    private CommandParameters terminate(List<SessionId> sessions) {
        List<SessionExpectation> expected = sessions.stream()
                .distinct()
                .filter(session -> random.nextBoolean())
                .map(session -> new SessionExpectation(session, time(), maybe(this::time)))
                .toList();
        return new CommandParameters.Terminate(sessions, override(), expected);
    }

    private List<SessionId> sessions() {
        List<SessionId> sessions = new ArrayList<>(listOf(9, this::session));
        sessions.add(session());
        return sessions;
    }

    private Set<RuleId> override() {
        return Stream.of(RuleId.G4, RuleId.G5)
                .filter(guard -> random.nextBoolean())
                .collect(Collectors.toSet());
    }

    private SessionId session() {
        return new SessionId(1 + random.nextInt(Integer.MAX_VALUE - 1), time(), random.nextInt(7));
    }

    private Result result() {
        boolean commanded = random.nextBoolean();
        return Result.builder(
                        random.nextInt(9) == 0 ? Command.ALL_TARGETS : target(),
                        oneOf(CommandOutcome.values()),
                        new DecisionReason(text(0, 10), text(0, 100)),
                        time(),
                        time())
                .command(commanded ? text(1, 60) : null, commanded ? text(1, 60) : null)
                .causeEventId(maybe(() -> text(1, 60)))
                .action(maybe(() -> oneOf(Action.values())))
                .effect(maybe(() -> oneOf(Effect.values())))
                .override(maybe(() -> listOf(3, () -> text(0, 5))))
                .dryRun(random.nextBoolean())
                .terminatedCount(count())
                .cancelledCount(count())
                .remainingZombies(maybe(this::count))
                .sessions(listOf(10, this::report))
                .before(maybe(this::snapshot))
                .after(maybe(this::snapshot))
                .health(maybe(this::health))
                .targetState(maybe(this::state))
                .plan(maybe(this::plan))
                .pauses(maybe(() -> listOf(2, this::pause)))
                .planId(maybe(this::uuid))
                .pauseId(maybe(this::uuid))
                .requestedBy(maybe(() -> text(1, 60)))
                .commandDigest(maybe(() -> text(1, 64)))
                .build();
    }

    private SessionReport report() {
        return SessionReport.builder(1 + random.nextInt(100_000), oneOf(SessionOutcome.values()), text(0, 100))
                .backendStart(maybe(this::time))
                .user(maybe(() -> text(0, 63)))
                .application(maybe(() -> text(0, 63)))
                .database(maybe(() -> text(0, 63)))
                .clientAddress(maybe(() -> text(0, 40)))
                .state(maybe(() -> text(0, 20)))
                .stateAgeSeconds(maybe(() -> random.nextGaussian() * 1e6))
                .queryId(maybe(random::nextLong))
                .build();
    }

    private StatusSummary snapshot() {
        return new StatusSummary(oneOf(HealthStatus.values()), maybe(this::measure));
    }

    private TargetState state() {
        Map<String, Instant> cooling = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            cooling.put("R" + i, time());
        }
        return new TargetState(
                random.nextBoolean(),
                maybe(() -> text(0, 20)),
                random.nextBoolean(),
                random.nextBoolean(),
                count(),
                count(),
                maybe(this::count),
                count(),
                cooling,
                maybe(() -> text(1, 20)),
                maybe(() -> listOf(3, this::plan)));
    }

    private PauseSummary pause() {
        return new PauseSummary(
                target(),
                "ann",
                text(0, 20),
                time(),
                maybe(this::time),
                maybe(this::uuid),
                maybe(() -> Map.of("env", text(0, 9))),
                maybe(this::window),
                maybe(this::time),
                maybe(this::time));
    }

    private PauseWindow window() {
        return new PauseWindow("0 0 " + random.nextInt(24) + " * * *", "Europe/Berlin", 1 + random.nextInt(10_080));
    }

    private PlanSummary plan() {
        return new PlanSummary(uuid(), text(0, 5), 1 + random.nextInt(1000), time(), time());
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private Alert alert() {
        AlertStatus state = oneOf(AlertStatus.values());
        Map<String, String> labels = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            labels.put(text(0, 10), text(0, 10));
        }
        return Alert.builder(target(), text(1, 40), state, oneOf(AlertSeverity.values()), time())
                .summary(text(0, 100))
                .description(text(0, 300))
                .labels(labels)
                .endsAt(state == AlertStatus.RESOLVED ? time() : maybe(this::time))
                .build();
    }

    private String target() {
        StringBuilder target = new StringBuilder();
        for (int i = 1 + random.nextInt(63); i > 0; i--) {
            target.append("abcXYZ019._-".charAt(random.nextInt(12)));
        }
        return target.toString();
    }

    /** Returns a text that is not blank if minLength is above 0. */
    private String text(int minLength, int maxLength) {
        StringBuilder words = new StringBuilder(minLength == 0 ? "" : "w");
        int[] alphabet = CHARACTERS.codePoints().toArray();
        for (int i = random.nextInt(maxLength); i > 0; i--) {
            words.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return words.substring(
                0, words.offsetByCodePoints(0, Math.min(maxLength / 2, words.codePointCount(0, words.length()))));
    }

    /** Returns a text that is not blank and has no control characters. */
    private String line(int maxLength) {
        return text(1, maxLength).replaceAll("[\\p{Cntrl}\u2028]", "-");
    }

    private Instant time() {
        long seconds = (long) (random.nextDouble() * 4_102_444_800L);
        return Instant.ofEpochSecond(seconds).plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
    }

    private int count() {
        return random.nextInt(10) == 0 ? Integer.MAX_VALUE : random.nextInt(5000);
    }

    private double measure() {
        return random.nextInt(10) == 0 ? 0 : random.nextDouble() * 1e5;
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? null : value.get();
    }

    private <T> List<T> listOf(int maxSize, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int i = random.nextInt(maxSize + 1); i > 0; i--) {
            items.add(item.get());
        }
        return items;
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
