package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

class CommandFlowIT {
    private static final double IDLE_MINUTES = 0.000_1;
    private static final CommandParameters.Cleanup ALL_IDLE = new CommandParameters.Cleanup(IDLE_MINUTES, 1000);

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        actuator = ActuatorApplication.builder()
                .sources(FaultInjectingConnections.class)
                .run(environment.arguments().toArray(String[]::new));
    }

    @AfterEach
    void reset() {
        FaultInjectingConnections.reset();
        environment.store.execute("DELETE FROM pauses");
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void a_cleanup_terminates_the_longest_idle_sessions_first_up_to_its_maximum() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(12, "leaky")) {
            Result result = environment.execute(new CommandParameters.Cleanup(IDLE_MINUTES, 5));
            assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(result.terminatedCount()).isEqualTo(5);
            assertThat(sessionsWith(result, SessionOutcome.TERMINATED))
                    .containsExactlyElementsOf(ids(sessions).subList(0, 5));
            assertThat(sessions.alive()).hasSize(7);
            assertThat(rowsOf("connection_logs", result.commandId()))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("event_type", "CLEANUP_EXECUTED")
                            .containsEntry("terminated_count", 5)
                            .containsEntry("actor", "dba"));
        }
    }

    @Test
    void a_dry_run_reports_victims_and_spared_sessions_and_sends_no_signal() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(3, "leaky")) {
            Result result = environment.awaitResult(
                    environment.send(command(TARGET, new CommandParameters.Cleanup(IDLE_MINUTES, 2), true)));
            assertThat(result.dryRun()).isTrue();
            assertThat(result.terminatedCount()).isZero();
            assertThat(sessionsWith(result, SessionOutcome.WOULD_TERMINATE))
                    .containsExactlyElementsOf(ids(sessions).subList(0, 2));
            assertThat(sessionsWith(result, SessionOutcome.SPARED))
                    .containsExactly(ids(sessions).get(2));
            assertThat(result.sessions())
                    .allSatisfy(session -> assertThat(session.reason()).isNotEmpty());
            assertThat(sessions.alive()).hasSize(3);
        }
    }

    @Test
    void a_cleanup_without_candidates_completes_with_a_reason() {
        Result result = environment.execute(new CommandParameters.Cleanup(600, 10));
        assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
        assertThat(result.decision().reason()).isNotEmpty();
        assertThat(rowsOf("connection_logs", result.commandId()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("event_type", "CLEANUP_NO_ZOMBIES"));
    }

    @Test
    void a_named_session_is_terminated_in_any_state_and_a_recycled_pid_is_left_alone() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "named")) {
            SessionId wanted = ids(sessions).get(0);
            SessionId other = ids(sessions).get(1);
            SessionId recycled = new SessionId(other.pid(), other.backendStart().minusSeconds(3600));
            Result result = environment.execute(new CommandParameters.Terminate(List.of(recycled, wanted)));
            assertThat(sessionsWith(result, SessionOutcome.TERMINATED)).containsExactly(wanted);
            assertThat(sessionsWith(result, SessionOutcome.ALREADY_GONE)).containsExactly(recycled);
            assertThat(sessions.alive()).extracting(Backend::pid).containsExactly(other.pid());
        }
    }

    @Test
    void a_start_cut_to_milliseconds_terminates_its_session_and_another_start_is_rejected_with_the_true_one() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "cut")) {
            SessionId wanted = ids(sessions).get(0);
            SessionId cut = new SessionId(wanted.pid(), wanted.backendStart(), 3);
            SessionId shifted =
                    new SessionId(wanted.pid(), wanted.backendStart().plusSeconds(3600), 3);
            Result rejected = environment.execute(new CommandParameters.Terminate(List.of(shifted)));
            assertThat(rejected.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(rejected.decision().reason())
                    .contains(wanted.backendStart().toString());
            assertThat(sessions.alive()).hasSize(2);
            Result result = environment.execute(new CommandParameters.Terminate(List.of(cut)));
            assertThat(sessionsWith(result, SessionOutcome.TERMINATED)).containsExactly(wanted);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void a_STATUS_does_not_count_itself_among_the_waiting_commands() {
        TargetState state = environment.execute(new CommandParameters.Status()).targetState();
        assertThat(state).isNotNull();
        assertThat(state.commandsWaiting()).isZero();
    }

    @Test
    void a_pid_recycled_between_decision_and_signal_is_left_alone() {
        try (TestSessions victims = ActuatorTestEnvironment.idleSessions(1, "recycled")) {
            FaultInjectingConnections.beforeSignal =
                    sessions -> ActuatorTestEnvironment.jdbc(ActuatorTestEnvironment.targetUrl())
                            .queryForObject(
                                    "SELECT pg_terminate_backend(?, 60000)",
                                    Boolean.class,
                                    sessions.get(0).pid());
            Result result = environment.execute(ALL_IDLE);
            assertThat(sessionsWith(result, SessionOutcome.ALREADY_GONE)).containsExactlyElementsOf(ids(victims));
            assertThat(result.terminatedCount()).isZero();
        }
    }

    @Test
    void an_advisory_lock_protects_a_named_session_until_the_command_overrides_the_guard() throws SQLException {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "migration")) {
            try (Statement statement = sessions.connections().get(0).createStatement()) {
                statement.execute("SELECT pg_advisory_lock(72707369)");
            }
            Result refused = environment.execute(new CommandParameters.Terminate(ids(sessions)));
            assertThat(refused.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(refused.effect()).isEqualTo(Effect.NONE);
            assertThat(refused.sessions()).singleElement().satisfies(session -> {
                assertThat(session.outcome()).isEqualTo(SessionOutcome.PROTECTED);
                assertThat(session.reason()).contains("holds an advisory lock").contains("override: [\"G5\"]");
            });
            Result overridden = environment.execute(new CommandParameters.Terminate(ids(sessions), Set.of(RuleId.G5)));
            assertThat(sessionsWith(overridden, SessionOutcome.TERMINATED)).containsExactlyElementsOf(ids(sessions));
            assertThat(overridden.effect()).isEqualTo(Effect.FULL);
            assertThat(overridden.override()).containsExactly("G5");
            assertThat(environment.store.queryForObject(
                            "SELECT details ->> 'override' FROM connection_logs WHERE command_id = ?",
                            String.class,
                            overridden.commandId()))
                    .isEqualTo("[\"G5\"]");
            assertThat(environment.store.queryForObject(
                            "SELECT session_reason FROM reclaimed_sessions WHERE command_id = ?",
                            String.class,
                            overridden.commandId()))
                    .endsWith("; overrides G5: holds an advisory lock");
        }
    }

    @Test
    void an_override_on_a_team_topic_is_rejected_with_the_topics_that_permit_it() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "team")) {
            String topic = environment.topics.commands("override-team");
            environment.createTopic(topic);
            environment.send(
                    topic,
                    new Event<>(
                            new EventId(ActuatorTestEnvironment.SOURCE, "override-by-team"),
                            ActuatorTestEnvironment.now(),
                            command(TARGET, new CommandParameters.Terminate(ids(sessions), Set.of(RuleId.G4)), false)));
            Result result = environment.awaitResult("override-by-team");
            assertThat(result.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(result.effect()).isEqualTo(Effect.NONE);
            assertThat(result.decision().reason())
                    .isEqualTo("topic " + topic + " does not permit override [G4]; send the command on "
                            + environment.topics.commands()
                            + ", or add the topic to connwarden.actuator.override-topics");
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void a_cancelled_query_ends_and_its_session_stays() {
        try (TestSessions sessions = ActuatorTestEnvironment.runningSession("busy", "SELECT pg_sleep(600)")) {
            Result result = environment.execute(new CommandParameters.Cancel(ids(sessions)));
            assertThat(sessionsWith(result, SessionOutcome.CANCELLED)).containsExactlyElementsOf(ids(sessions));
            assertThat(result.cancelledCount()).isEqualTo(1);
            assertThat(result.terminatedCount()).isZero();
            assertThat(sessions.alive()).hasSize(1);
            assertThat(rowsOf("connection_logs", result.commandId()))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("event_type", "QUERIES_CANCELLED"));
        }
    }

    @Test
    void a_session_that_became_active_between_decision_and_signal_is_left_alone() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(3, "waking")) {
            SessionId waking = ids(sessions).get(1);
            FaultInjectingConnections.beforeSignal = chunk -> executeIn(sessions, 1, "SELECT 1");
            Result result = environment.execute(ALL_IDLE);
            assertThat(sessionsWith(result, SessionOutcome.CHANGED)).containsExactly(waking);
            assertThat(result.terminatedCount()).isEqualTo(2);
            assertThat(sessions.alive()).extracting(Backend::pid).containsExactly(waking.pid());
        }
    }

    @Test
    void a_superuser_session_is_denied_and_the_other_sessions_are_terminated() {
        JdbcTemplate superuser = ActuatorTestEnvironment.jdbc(ActuatorTestEnvironment.targetUrl());
        superuser.execute("CREATE ROLE risen LOGIN");
        try (TestSessions first = ActuatorTestEnvironment.idleSessions(1, "before");
                TestSessions risen = ActuatorTestEnvironment.idleSessions(1, "middle", "risen");
                TestSessions last = ActuatorTestEnvironment.idleSessions(1, "after")) {
            FaultInjectingConnections.beforeSignal = sessions -> superuser.execute("ALTER ROLE risen SUPERUSER");
            Result result = environment.execute(ALL_IDLE);
            assertThat(sessionsWith(result, SessionOutcome.DENIED)).containsExactlyElementsOf(ids(risen));
            assertThat(result.terminatedCount()).isEqualTo(2);
            assertThat(first.alive()).isEmpty();
            assertThat(last.alive()).isEmpty();
            assertThat(risen.alive()).hasSize(1);
        }
        superuser.execute("DROP ROLE risen");
    }

    @Test
    void a_session_that_does_not_end_is_reported_as_unresponsive_and_not_counted() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "stubborn")) {
            long pid = ids(sessions).get(0).pid();
            ActuatorTestEnvironment.stopProcess(pid);
            try {
                Result result = environment.execute(ALL_IDLE);
                assertThat(sessionsWith(result, SessionOutcome.UNRESPONSIVE))
                        .containsExactly(ids(sessions).get(0));
                assertThat(result.terminatedCount()).isEqualTo(1);
            } finally {
                ActuatorTestEnvironment.continueProcess(pid);
            }
        }
    }

    @Test
    void a_command_sent_fifty_times_is_executed_once_and_answered_under_one_id() throws Exception {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(10, "repeated")) {
            EventId id = new EventId(ActuatorTestEnvironment.SOURCE, "fifty");
            Event<Command> event = new Event<>(
                    id,
                    ActuatorTestEnvironment.now(),
                    command(TARGET, new CommandParameters.Cleanup(IDLE_MINUTES, 3), false));
            for (int i = 0; i < 25; i++) {
                environment.send(environment.topics.commands(), event);
            }
            environment.flush();
            Event<Result> first = environment.awaitResultEvent("fifty");
            for (int i = 0; i < 25; i++) {
                environment.send(environment.topics.commands(), event);
            }
            environment.flush();
            environment.execute(new CommandParameters.Status());
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .untilAsserted(() -> assertThat(ActuatorTestEnvironment.count(
                                    environment.results, result -> "fifty".equals(result.commandId())))
                            .as("every repetition after the result is answered")
                            .isGreaterThanOrEqualTo(26));
            assertThat(environment.results.events())
                    .filteredOn(result -> "fifty".equals(result.data().commandId()))
                    .containsOnly(first);
            assertThat(sessions.alive()).hasSize(7);
            assertThat(environment.store.queryForObject(
                            "SELECT count(*) FROM intents i JOIN commands c ON c.seq = i.command_seq WHERE c.id ="
                                    + " 'fifty'",
                            Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void sessions_without_a_name_and_with_unusual_names_are_terminated_and_logged() {
        String odd = "a\nb\r\t\"c\" 'd' \\ {e,f} ; -- %s ?";
        // 63 bytes, the maximum length of a role name. The server keeps application names in ASCII.
        String role = "\u00fc".repeat(30) + "\"'\n";
        JdbcTemplate superuser = ActuatorTestEnvironment.jdbc(ActuatorTestEnvironment.targetUrl());
        superuser.execute("CREATE ROLE \"" + role.replace("\"", "\"\"") + "\" LOGIN");
        try (TestSessions nameless = ActuatorTestEnvironment.idleSessions(1, null);
                TestSessions unusual = ActuatorTestEnvironment.idleSessions(1, odd);
                TestSessions umlauts =
                        ActuatorTestEnvironment.idleSessions(1, "\u00fc".repeat(40), URLEncoder.encode(role, UTF_8))) {
            List<TestSessions> sessionGroups = List.of(nameless, unusual, umlauts);
            List<Map<String, Object>> shown = superuser.queryForList(
                    "SELECT usename::text AS user_name, nullif(application_name, '') AS application_name"
                            + " FROM pg_stat_activity WHERE pid = ANY (?)",
                    (Object) sessionGroups.stream()
                            .map(sessions -> ids(sessions).get(0).pid())
                            .toArray(Integer[]::new));
            Result result = environment.execute(ALL_IDLE);
            assertThat(result.terminatedCount()).isEqualTo(3);
            assertThat(sessionGroups)
                    .allSatisfy(sessions -> assertThat(sessions.alive()).isEmpty());
            assertThat(shown).extracting(row -> row.get("user_name")).contains(role);
            assertThat(environment.store.queryForList(
                            "SELECT user_name, application_name FROM reclaimed_sessions WHERE command_id = ?",
                            result.commandId()))
                    .containsExactlyInAnyOrderElementsOf(shown);
        } finally {
            superuser.execute("DROP ROLE \"" + role.replace("\"", "\"\"") + "\"");
        }
    }

    @Test
    void the_log_store_names_session_time_rule_requester_reason_and_outcome() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "reporting")) {
            Result result = environment.execute(ALL_IDLE);
            assertThat(rowsOf("reclaimed_sessions", result.commandId()))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row)
                                .containsEntry("pid", ids(sessions).get(0).pid())
                                .containsEntry("user_name", ActuatorTestEnvironment.APPLICATION_ROLE)
                                .containsEntry("application_name", "reporting")
                                .containsEntry("outcome", "TERMINATED")
                                .containsEntry("rule", result.decision().rule())
                                .containsEntry("requested_by", "dba")
                                .containsEntry("request_reason", "a test");
                        assertThat(row.get("happened_at")).isNotNull();
                        assertThat(row.get("session_reason")).asString().isNotEmpty();
                    });
        }
    }

    @Test
    void a_paused_target_rejects_commands_and_the_reason_names_RESUME() {
        assertThat(environment
                        .execute(new CommandParameters.Pause())
                        .targetState()
                        .paused())
                .isTrue();
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "paused")) {
            Result refused = environment.execute(ALL_IDLE);
            assertThat(refused.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(refused.decision().rule()).isEqualTo("G2");
            assertThat(refused.decision().reason()).contains("dba").containsIgnoringCase("RESUME");
            assertThat(sessions.alive()).hasSize(2);
            assertThat(rowsOf("connection_logs", refused.commandId()))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("event_type", "COMMAND_REJECTED"));
            assertThat(environment
                            .execute(new CommandParameters.Resume())
                            .targetState()
                            .paused())
                    .isFalse();
            assertThat(environment.execute(ALL_IDLE).terminatedCount()).isEqualTo(2);
        }
    }

    @Test
    void a_pause_of_one_target_survives_a_RESUME_of_all_targets() {
        environment.execute(new CommandParameters.Pause());
        environment.awaitResult(environment.send(command(Command.ALL_TARGETS, new CommandParameters.Pause(), false)));
        Result lifted = environment.awaitResult(
                environment.send(command(Command.ALL_TARGETS, new CommandParameters.Resume(), false)));
        assertThat(lifted.outcome()).isEqualTo(CommandOutcome.COMPLETED);
        assertThat(environment
                        .execute(new CommandParameters.Status())
                        .targetState()
                        .paused())
                .isTrue();
        environment.execute(new CommandParameters.Resume());
        assertThat(environment
                        .execute(new CommandParameters.Status())
                        .targetState()
                        .paused())
                .isFalse();
    }

    @Test
    void STATUS_MONITOR_and_HEALTH_report_the_target() {
        Result status = environment.execute(new CommandParameters.Status());
        assertThat(status.targetState().emergencyConnectionOpen()).isTrue();
        assertThat(status.targetState().hourlyBudget()).isEqualTo(100_000);
        Result sample = environment.execute(new CommandParameters.Monitor());
        assertThat(sample.health().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(sample.health().counts().maxConnections()).isEqualTo(ActuatorTestEnvironment.MAX_CONNECTIONS);
        assertThat(environment.execute(new CommandParameters.Health()).health()).isNotNull();
    }

    @Test
    void an_unknown_target_is_rejected_and_an_expired_command_is_logged() {
        Result unknown =
                environment.awaitResult(environment.send(command("nowhere", new CommandParameters.Status(), false)));
        assertThat(unknown.outcome()).isEqualTo(CommandOutcome.REJECTED);
        assertThat(unknown.decision().reason()).contains("nowhere").doesNotContain(TARGET);
        Result reason = environment.awaitResult(environment.send(new Command(
                TARGET,
                ALL_IDLE,
                "dba",
                "a test",
                false,
                ActuatorTestEnvironment.now().minusSeconds(1))));
        assertThat(reason.outcome()).isEqualTo(CommandOutcome.EXPIRED);
        assertThat(rowsOf("connection_logs", reason.commandId()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("event_type", "COMMAND_EXPIRED"));
    }

    @Test
    void commands_on_a_team_topic_are_executed() {
        EventId id = new EventId(ActuatorTestEnvironment.SOURCE, "by-team");
        environment.createTopic(environment.topics.commands("orders-team"));
        environment.send(
                environment.topics.commands("orders-team"),
                new Event<>(id, ActuatorTestEnvironment.now(), command(TARGET, new CommandParameters.Status(), false)));
        assertThat(environment.awaitResult("by-team").outcome()).isEqualTo(CommandOutcome.COMPLETED);
    }

    @Test
    void an_emergency_escalates_until_slot_utilization_is_low_enough() {
        int count = ActuatorTestEnvironment.MAX_CONNECTIONS - 8;
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(count, "emergency")) {
            Result result = environment.execute(new CommandParameters.Emergency());
            assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(result.decision().rule()).isEqualTo("R1");
            assertThat(result.terminatedCount()).isBetween(count / 4, count);
            assertThat(result.before().status()).isEqualTo(HealthStatus.CRITICAL);
            assertThat(result.after().slotUtilizationPercentage()).isLessThanOrEqualTo(75);
            assertThat(sessions.alive()).hasSize(count - result.terminatedCount());
            List<Map<String, Object>> steps = environment.store.queryForList(
                    "SELECT i.step, i.finished_at FROM intents i JOIN commands c ON c.seq = i.command_seq WHERE c.id ="
                            + " ? ORDER BY step",
                    result.commandId());
            assertThat(steps)
                    .allSatisfy(intent -> assertThat(intent.get("finished_at")).isNotNull());
            assertThat(rowsOf("connection_logs", result.commandId()))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("event_type", "EMERGENCY_RESET"));
        }
    }

    private static void executeIn(TestSessions sessions, int index, String sql) {
        try (Statement statement = sessions.connections().get(index).createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, Object>> rowsOf(String table, String commandId) {
        return environment.store.queryForList("SELECT * FROM " + table + " WHERE command_id = ?", commandId);
    }

    private static List<SessionId> ids(TestSessions sessions) {
        return sessions.backends().stream()
                .map(backend -> new SessionId(backend.pid(), backend.backendStart()))
                .toList();
    }

    private static List<SessionId> sessionsWith(Result result, SessionOutcome outcome) {
        List<SessionId> sessions = new ArrayList<>();
        for (SessionReport report : result.sessions()) {
            if (report.outcome() == outcome) {
                sessions.add(new SessionId(report.pid(), report.backendStart()));
            }
        }
        return sessions;
    }
}
