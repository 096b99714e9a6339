package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
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
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.contracts.message.TargetState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One event per golden file. */
final class ExampleEvents {
    static final Instant THREE = Instant.parse("2026-03-01T03:00:00Z");
    private static final Instant STARTED = Instant.parse("2026-03-01T02:11:07.123456Z");
    private static final String MONITOR = "urn:connwarden:monitor:m-1";
    private static final String ACTUATOR = "urn:connwarden:actuator";
    private static final String TEAM = "/teams/orders";
    private static final PlanSummary PLAN = new PlanSummary(
            UUID.fromString("3f0c2c9e-5b1d-4f6e-9a57-0d4c8c1be2a4"), "R1", 2, THREE, THREE.plusSeconds(900));

    private ExampleEvents() {}

    static Map<String, Event<?>> all() {
        Map<String, Event<?>> all = new LinkedHashMap<>();
        health(all);
        all.put("sessions", from(MONITOR, "s-1", snapshot()));
        all.put("look", from("urn:connwarden:console", "l-1", new Look("orders-db", 10)));
        commands(all);
        results(all);
        alerts(all);
        return all;
    }

    private static void health(Map<String, Event<?>> all) {
        all.put("health-healthy", from(MONITOR, "h-1", healthy()));
        all.put("health-critical", from(MONITOR, "h-2", critical()));
        all.put("health-full-limit", from(MONITOR, "h-5", fullLimit()));
        all.put(
                "health-unknown",
                from(
                        MONITOR,
                        "h-3",
                        Health.builder(
                                        "orders-db",
                                        HealthStatus.UNKNOWN,
                                        "Only the state of 40 % of 53 sessions is visible, below the minimum of 95 %;"
                                                + " the target cannot be assessed",
                                        THREE)
                                .counts(counts(53, 40.0))
                                .topApplications(List.of(new ApplicationUsage(null, null, 53, 0, 0, 0)))
                                .recommendations(List.of(
                                        "Grant the monitor's role access to all sessions: GRANT pg_monitor TO <role>;"))
                                .serverVersion("18.1")
                                .inRecovery(false)
                                .build()));
        all.put(
                "health-unreachable",
                from(
                        MONITOR,
                        "h-4",
                        Health.builder(
                                        "orders-db",
                                        HealthStatus.UNREACHABLE,
                                        "connection to 10.0.0.5:5432 refused",
                                        THREE)
                                .recommendations(List.of("Check that the server runs"))
                                .build()));
    }

    private static Health healthy() {
        return Health.builder(
                        "orders-db",
                        HealthStatus.HEALTHY,
                        "45 of 97 usable slots taken (46.39 %), 2 zombie sessions, no stuck transaction:"
                                + " all values within the thresholds",
                        THREE)
                .counts(counts(45, 100.0))
                .topApplications(List.of(
                        new ApplicationUsage("web", "app", 40, 30, 1, 2),
                        new ApplicationUsage("psql", "ann", 5, 3, 0, 0)))
                .recommendations(List.of("No action needed: the connection slots are healthy"))
                .serverVersion("15.18 (Debian 15.18-0+deb12u1)")
                .inRecovery(false)
                .build();
    }

    private static Health critical() {
        return Health.builder(
                        "orders-db",
                        HealthStatus.CRITICAL,
                        "96 of 97 usable slots taken (98.97 %), above the critical threshold of 90 %",
                        THREE)
                .counts(Counts.builder()
                        .totalConnections(96)
                        .activeConnections(3)
                        .idleConnections(92)
                        .idleInTransactionConnections(1)
                        .zombieConnections(60)
                        .longIdleConnections(80)
                        .longRunningConnections(1)
                        .stuckTransactions(1)
                        .waitingOnLockConnections(2)
                        .maxConnections(100)
                        .usableConnections(97)
                        .oldestTransactionSeconds(1920.5)
                        .build())
                .topApplications(List.of(new ApplicationUsage("größe \"x\"\n", "app", 90, 88, 1, 60)))
                .recommendations(List.of("Reclaim sessions now: if the mode of R1 is not act, send an EMERGENCY command"
                        + " for target orders-db or set policy.mode to act"))
                .serverVersion("18.1")
                .inRecovery(true)
                .serverStartedAt(Instant.parse("2026-02-27T21:05:13.482915Z"))
                .build();
    }

    private static Health fullLimit() {
        return Health.builder(
                        "orders-db",
                        HealthStatus.CRITICAL,
                        "role 'shop' has 20 of 20 sessions of its CONNECTION LIMIT (100 %), above the critical"
                                + " threshold of 90 %",
                        THREE)
                .counts(counts(45, 100.0))
                .topApplications(List.of(new ApplicationUsage("web", "shop", 20, 19, 0, 0)))
                .recommendations(List.of("Finish the prepared transaction 'it''s' in database \"orders\""))
                .serverVersion("18.1")
                .inRecovery(false)
                .connectionLimits(List.of(
                        ConnectionLimit.of(ConnectionLimit.Scope.ROLE, "shop", 20, 20),
                        ConnectionLimit.of(ConnectionLimit.Scope.DATABASE, "orders", 41, 60)))
                .preparedTransactions(new PreparedTransactions(
                        3,
                        1,
                        19,
                        List.of(
                                new PreparedTransaction("it's", "orders", "shop", 7200.5),
                                new PreparedTransaction("", null, null, 0.25))))
                .serverStatus(HealthStatus.HEALTHY)
                .build();
    }

    private static Counts counts(int total, double visibility) {
        return Counts.builder()
                .totalConnections(total)
                .activeConnections(12)
                .idleConnections(32)
                .idleInTransactionConnections(1)
                .zombieConnections(2)
                .longIdleConnections(4)
                .maxConnections(100)
                .usableConnections(97)
                .visibilityPercentage(visibility)
                .oldestTransactionSeconds(0.25)
                .build();
    }

    private static SessionSnapshot snapshot() {
        SessionSnapshot.Row blocker = new SessionSnapshot.Row(
                4711,
                STARTED,
                "app",
                "orders",
                "web",
                "10.0.0.9",
                "idle in transaction",
                THREE.minusSeconds(600),
                THREE.minusSeconds(601),
                THREE.minusMillis(600_250),
                "Client",
                "ClientRead",
                "client backend",
                List.of(),
                SessionClass.STUCK_TRANSACTION,
                null);
        SessionSnapshot.Row waiting = new SessionSnapshot.Row(
                4712,
                STARTED.plusSeconds(1),
                "größe \"x\"\n",
                "orders",
                null,
                null,
                "active",
                THREE.minusSeconds(20),
                THREE.minusSeconds(20),
                THREE.minusSeconds(20),
                "Lock",
                "transactionid",
                "client backend",
                List.of(4711, 0),
                SessionClass.ACTIVE,
                "G5");
        SessionSnapshot.Row notVisible = new SessionSnapshot.Row(
                4713,
                null,
                "ann",
                "orders",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                SessionClass.OTHER,
                null);
        return new SessionSnapshot("orders-db", THREE, THREE.plusMillis(12), List.of(blocker, waiting, notVisible), 2);
    }

    private static void commands(Map<String, Event<?>> all) {
        List<SessionId> sessions = List.of(new SessionId(4711, STARTED), new SessionId(4712, THREE));
        command(all, "command-monitor", new CommandParameters.Monitor());
        command(all, "command-health", new CommandParameters.Health());
        command(all, "command-status", new CommandParameters.Status());
        command(all, "command-cleanup", new CommandParameters.Cleanup(15, 10));
        command(all, "command-emergency", new CommandParameters.Emergency());
        command(all, "command-auto", new CommandParameters.Auto());
        command(all, "command-terminate", new CommandParameters.Terminate(sessions));
        command(all, "command-cancel", new CommandParameters.Cancel(sessions));
        command(
                all,
                "command-terminate-override",
                new CommandParameters.Terminate(sessions, Set.of(RuleId.G4, RuleId.G5)));
        command(all, "command-pause", new CommandParameters.Pause());
        command(all, "command-resume", new CommandParameters.Resume());
        all.put(
                "command-pause-window",
                from(
                        TEAM,
                        "c-window",
                        new Command(
                                "*",
                                new CommandParameters.Pause(
                                        null,
                                        Map.of("env", "prod"),
                                        new PauseWindow("0 0 2 * * SUN", "Europe/Berlin", 90)),
                                "ann",
                                "weekly maintenance",
                                false,
                                null)));
        command(all, "command-approve", new CommandParameters.Approve(PLAN.id()));
        command(all, "command-reject", new CommandParameters.Reject(PLAN.id()));
        all.put(
                "command-pause-all",
                from(
                        TEAM,
                        "c-all",
                        new Command("*", new CommandParameters.Pause(), "ann", "maintenance", false, null)));
        all.put(
                "command-cleanup-dry-run",
                from(
                        TEAM,
                        "c-dry",
                        new Command(
                                "orders-db",
                                new CommandParameters.Cleanup(0.5, 3),
                                "ann@example.org",
                                "preview of a cleanup",
                                true,
                                Instant.parse("2026-03-01T03:01:00.5Z"))));
    }

    private static void command(Map<String, Event<?>> all, String name, CommandParameters parameters) {
        all.put(name, from(TEAM, name, new Command("orders-db", parameters, "deploy-bot", "release 42", false, null)));
    }

    private static void results(Map<String, Event<?>> all) {
        all.put("result-cleanup", from(ACTUATOR, "r-1", ran("c-1", null, Action.CLEANUP, false, TERMINATIONS)));
        all.put("result-dry-run", from(ACTUATOR, "r-2", ran("c-dry", null, Action.CLEANUP, true, REHEARSAL)));
        all.put("result-automatic", from(ACTUATOR, "r-3", ran(null, "h-2", Action.EMERGENCY, false, ENDINGS)));
        all.put(
                "result-rejected",
                from(ACTUATOR, "r-4", closed(null, CommandOutcome.REJECTED, "INTAKE", "reason is missing in /data")));
        all.put(
                "result-expired",
                from(
                        ACTUATOR,
                        "r-5",
                        closed(Action.CLEANUP, CommandOutcome.EXPIRED, "INTAKE", "expired at 2026-03-01T02:59:00Z")));
        all.put(
                "result-failed",
                from(ACTUATOR, "r-6", closed(Action.AUTO, CommandOutcome.FAILED, "R2", "target went away")));
        all.put("result-override", from(ACTUATOR, "r-9", overridden()));
        all.put("result-plan", from(ACTUATOR, "r-10", planned()));
        all.put("result-approved", from(ACTUATOR, "r-11", approved()));
        all.put("result-health", from(ACTUATOR, "r-7", answer(Action.HEALTH, healthy(), null)));
        all.put("result-status", from(ACTUATOR, "r-8", answer(Action.STATUS, null, paused())));
    }

    private static final List<SessionReport> TERMINATIONS = List.of(
            report(4711, SessionOutcome.TERMINATED, "idle for 16 min"),
            report(4712, SessionOutcome.PROTECTED, "protected: user 'backup' matches 'backup*' in policy.exclude (G5)"),
            report(4713, SessionOutcome.SPARED, "maximum of 1 reached"));

    private static final List<SessionReport> REHEARSAL = List.of(
            report(4711, SessionOutcome.WOULD_TERMINATE, "idle for 16 min"),
            report(4712, SessionOutcome.WOULD_CANCEL, "active for 40 s"));

    private static final List<SessionReport> ENDINGS = List.of(
            report(4711, SessionOutcome.CANCELLED, "active for 40 s"),
            report(4712, SessionOutcome.ALREADY_GONE, "ended by itself"),
            report(4713, SessionOutcome.CHANGED, "became active"),
            report(4714, SessionOutcome.UNRESPONSIVE, "still there after 5 s"),
            report(4715, SessionOutcome.FAILED, "connection lost"),
            SessionReport.builder(4716, SessionOutcome.DENIED, "superuser's session")
                    .build());

    private static SessionReport report(int pid, SessionOutcome outcome, String reason) {
        return SessionReport.builder(pid, outcome, reason)
                .backendStart(STARTED)
                .user("app")
                .application("web")
                .database("orders")
                .clientAddress("10.0.0.9")
                .state("idle")
                .stateAgeSeconds(960.25)
                .queryId(-8123456789012345678L)
                .build();
    }

    private static Result ran(
            String commandId, String cause, Action action, boolean dryRun, List<SessionReport> sessions) {
        return Result.builder(
                        "orders-db",
                        CommandOutcome.COMPLETED,
                        new DecisionReason(commandId == null ? "R1" : "COMMAND", "2 of 96 sessions selected"),
                        THREE,
                        THREE.plusMillis(250))
                .command(commandId == null ? null : TEAM, commandId)
                .causeEventId(cause)
                .action(action)
                .dryRun(dryRun)
                .terminatedCount(dryRun ? 0 : 1)
                .remainingZombies(12)
                .sessions(sessions)
                .before(new StatusSummary(HealthStatus.CRITICAL, 98.97))
                .after(new StatusSummary(HealthStatus.HEALTHY, 60.0))
                .build();
    }

    private static Result overridden() {
        String reason = "named by the command; idle for 3 s; overrides G5: holds an advisory lock; ended";
        return ran(
                        "c-override",
                        null,
                        Action.TERMINATE,
                        false,
                        List.of(report(4711, SessionOutcome.TERMINATED, reason)))
                .toBuilder()
                .effect(Effect.FULL)
                .override(List.of("G5"))
                .build();
    }

    private static Result planned() {
        return ran(null, "h-2", Action.AUTO, true, REHEARSAL).toBuilder()
                .effect(Effect.NONE)
                .plan(PLAN)
                .build();
    }

    private static Result approved() {
        return overridden().toBuilder()
                .command(TEAM, "c-approve")
                .action(Action.APPROVE)
                .planId(PLAN.id())
                .requestedBy("ann@example.org")
                .commandDigest("5b6f".repeat(16))
                .build();
    }

    private static Result closed(Action action, CommandOutcome outcome, String rule, String reason) {
        return Result.builder("orders-db", outcome, new DecisionReason(rule, reason), THREE, THREE)
                .command(TEAM, "c-9")
                .action(action)
                .after(new StatusSummary(HealthStatus.UNREACHABLE, null))
                .build();
    }

    private static Result answer(Action action, Health health, TargetState state) {
        return Result.builder(
                        "orders-db",
                        CommandOutcome.COMPLETED,
                        new DecisionReason("COMMAND", "asked by deploy-bot"),
                        THREE,
                        THREE)
                .command(TEAM, "c-10")
                .action(action)
                .health(health)
                .targetState(state)
                .build();
    }

    private static TargetState paused() {
        return new TargetState(
                true,
                "ann",
                false,
                true,
                17,
                200,
                3,
                2,
                Map.of("R2", THREE.plusSeconds(60), "R1", THREE.plusSeconds(10)),
                "R1 act, R2 watch, R3 watch, R4 act, 1 override",
                List.of(PLAN));
    }

    private static void alerts(Map<String, Event<?>> all) {
        all.put("alert-firing", from(ACTUATOR, "a-1", alert(AlertStatus.FIRING, AlertSeverity.CRITICAL, null)));
        all.put(
                "alert-resolved",
                from(ACTUATOR, "a-2", alert(AlertStatus.RESOLVED, AlertSeverity.INFO, THREE.plusSeconds(90))));
    }

    private static Alert alert(AlertStatus state, AlertSeverity severity, Instant endsAt) {
        return Alert.builder("orders-db", "ConnectionSlotsCritical", state, severity, THREE)
                .summary("orders-db: 98.9 % of the connection slots taken")
                .description("96 of 97 usable slots taken; rule R1 is reclaiming")
                .labels(Map.of("team", "orders", "env", "prod"))
                .endsAt(endsAt)
                .build();
    }

    private static <T extends Message> Event<T> from(String source, String id, T data) {
        return new Event<>(new EventId(source, id), THREE, data);
    }
}
