package io.connwarden.actuator;

import static io.connwarden.actuator.Surroundings.TARGET;
import static io.connwarden.actuator.Surroundings.command;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.Status;
import io.connwarden.embedded.fixture.Backend;
import io.connwarden.embedded.fixture.SessionCrowd;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

class CommandFlowIT {
    private static final double A_MOMENT = 0.000_1;
    private static final Request.Cleanup ALL_IDLE = new Request.Cleanup(A_MOMENT, 1000);

    private static Surroundings around;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        around = new Surroundings();
        actuator = ActuatorApplication.builder()
                .sources(InterposedLanes.class)
                .run(around.arguments().toArray(String[]::new));
    }

    @AfterEach
    void reset() {
        InterposedLanes.reset();
        around.store.execute("DELETE FROM pauses");
    }

    @AfterAll
    static void stop() {
        actuator.close();
        around.close();
    }

    @Test
    void a_cleanup_ends_the_longest_idle_first_and_never_more_than_its_maximum() {
        try (SessionCrowd crowd = Surroundings.idle(12, "leaky")) {
            Result result = around.ask(new Request.Cleanup(A_MOMENT, 5));
            assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(result.terminatedCount()).isEqualTo(5);
            assertThat(of(result, SessionOutcome.TERMINATED))
                    .containsExactlyElementsOf(ids(crowd).subList(0, 5));
            assertThat(crowd.alive()).hasSize(7);
            assertThat(logged("connection_logs", result.commandId()))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("event_type", "CLEANUP_EXECUTED")
                            .containsEntry("terminated_count", 5)
                            .containsEntry("actor", "dba"));
        }
    }

    @Test
    void a_dry_run_names_whom_it_would_end_and_whom_it_spares_and_signals_nobody() {
        try (SessionCrowd crowd = Surroundings.idle(3, "leaky")) {
            Result result = around.answer(around.send(command(TARGET, new Request.Cleanup(A_MOMENT, 2), true)));
            assertThat(result.dryRun()).isTrue();
            assertThat(result.terminatedCount()).isZero();
            assertThat(of(result, SessionOutcome.WOULD_TERMINATE))
                    .containsExactlyElementsOf(ids(crowd).subList(0, 2));
            assertThat(of(result, SessionOutcome.SPARED))
                    .containsExactly(ids(crowd).get(2));
            assertThat(result.sessions())
                    .allSatisfy(session -> assertThat(session.reason()).isNotEmpty());
            assertThat(crowd.alive()).hasSize(3);
        }
    }

    @Test
    void a_cleanup_that_finds_nobody_says_so() {
        Result result = around.ask(new Request.Cleanup(600, 10));
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.decision().reason()).isNotEmpty();
        assertThat(logged("connection_logs", result.commandId()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("event_type", "CLEANUP_NO_ZOMBIES"));
    }

    @Test
    void a_named_session_is_ended_whatever_it_is_doing_and_a_recycled_pid_is_left_alone() {
        try (SessionCrowd crowd = Surroundings.idle(2, "named")) {
            SessionId wanted = ids(crowd).get(0);
            SessionId other = ids(crowd).get(1);
            SessionId recycled = new SessionId(other.pid(), other.backendStart().minusSeconds(3600));
            Result result = around.ask(new Request.Terminate(List.of(recycled, wanted)));
            assertThat(of(result, SessionOutcome.TERMINATED)).containsExactly(wanted);
            assertThat(of(result, SessionOutcome.ALREADY_GONE)).containsExactly(recycled);
            assertThat(crowd.alive()).extracting(Backend::pid).containsExactly(other.pid());
        }
    }

    @Test
    void a_pid_recycled_between_decision_and_signal_is_left_alone() {
        try (SessionCrowd doomed = Surroundings.idle(1, "recycled")) {
            InterposedLanes.beforeSignal = session -> Surroundings.jdbc(Surroundings.targetUrl())
                    .queryForObject("SELECT pg_terminate_backend(?, 5000)", Boolean.class, session.pid());
            Result result = around.ask(ALL_IDLE);
            assertThat(of(result, SessionOutcome.ALREADY_GONE)).containsExactlyElementsOf(ids(doomed));
            assertThat(result.terminatedCount()).isZero();
        }
    }

    @Test
    void a_cancelled_query_ends_and_its_session_stays() {
        try (SessionCrowd crowd = Surroundings.running("busy", "SELECT pg_sleep(600)")) {
            Result result = around.ask(new Request.Cancel(ids(crowd)));
            assertThat(of(result, SessionOutcome.CANCELLED)).containsExactlyElementsOf(ids(crowd));
            assertThat(result.cancelledCount()).isEqualTo(1);
            assertThat(result.terminatedCount()).isZero();
            assertThat(crowd.alive()).hasSize(1);
            assertThat(logged("connection_logs", result.commandId()))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("event_type", "QUERIES_CANCELLED"));
        }
    }

    @Test
    void a_session_that_became_active_between_decision_and_signal_is_left_alone() {
        try (SessionCrowd crowd = Surroundings.idle(3, "waking")) {
            SessionId waking = ids(crowd).get(1);
            InterposedLanes.beforeSignal = session -> {
                if (session.equals(waking)) {
                    ask(crowd, 1, "SELECT 1");
                }
            };
            Result result = around.ask(ALL_IDLE);
            assertThat(of(result, SessionOutcome.CHANGED)).containsExactly(waking);
            assertThat(result.terminatedCount()).isEqualTo(2);
            assertThat(crowd.alive()).extracting(Backend::pid).containsExactly(waking.pid());
        }
    }

    @Test
    void a_superusers_session_in_the_middle_is_denied_and_the_rest_is_done() {
        JdbcTemplate superuser = Surroundings.jdbc(Surroundings.targetUrl());
        superuser.execute("CREATE ROLE risen LOGIN");
        try (SessionCrowd first = Surroundings.idle(1, "before");
                SessionCrowd risen = SessionCrowd.idle(Surroundings.targetUrl(), 1, "middle", "risen");
                SessionCrowd last = Surroundings.idle(1, "after")) {
            InterposedLanes.beforeSignal = session -> superuser.execute("ALTER ROLE risen SUPERUSER");
            Result result = around.ask(ALL_IDLE);
            assertThat(of(result, SessionOutcome.DENIED)).containsExactlyElementsOf(ids(risen));
            assertThat(result.terminatedCount()).isEqualTo(2);
            assertThat(first.alive()).isEmpty();
            assertThat(last.alive()).isEmpty();
            assertThat(risen.alive()).hasSize(1);
        }
        superuser.execute("DROP ROLE risen");
    }

    @Test
    void a_session_that_does_not_end_is_told_as_unresponsive_and_not_counted() {
        try (SessionCrowd crowd = Surroundings.idle(2, "stubborn")) {
            long pid = ids(crowd).get(0).pid();
            Surroundings.freeze(pid);
            try {
                Result result = around.ask(ALL_IDLE);
                assertThat(of(result, SessionOutcome.UNRESPONSIVE))
                        .containsExactly(ids(crowd).get(0));
                assertThat(result.terminatedCount()).isEqualTo(1);
            } finally {
                Surroundings.thaw(pid);
            }
        }
    }

    @Test
    void the_same_command_fifty_times_has_one_effect_and_one_answer_under_one_id() throws Exception {
        try (SessionCrowd crowd = Surroundings.idle(10, "repeated")) {
            EventId id = new EventId(Surroundings.SOURCE, "fifty");
            Event<Command> event =
                    new Event<>(id, Surroundings.now(), command(TARGET, new Request.Cleanup(A_MOMENT, 3), false));
            for (int i = 0; i < 25; i++) {
                around.send(around.topics.commands(), event);
            }
            around.flush();
            Event<Result> first = around.answerEvent("fifty");
            for (int i = 0; i < 25; i++) {
                around.send(around.topics.commands(), event);
            }
            around.flush();
            around.ask(new Request.Status());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    Surroundings.count(around.results, result -> "fifty".equals(result.commandId())))
                            .as("each repeat after the answer is answered")
                            .isGreaterThanOrEqualTo(26));
            assertThat(around.results.events())
                    .filteredOn(result -> "fifty".equals(result.data().commandId()))
                    .containsOnly(first);
            assertThat(crowd.alive()).hasSize(7);
            assertThat(around.store.queryForObject(
                            "SELECT count(*) FROM intents i JOIN commands c ON c.seq = i.command_seq WHERE c.id = 'fifty'",
                            Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void sessions_with_no_name_and_with_every_odd_name_are_handled() {
        String odd = "a\nb\r\t\"c\" 'd' \\ {e,f} ; -- %s ?";
        // 63 bytes, the longest a role's name may be; an application's name is kept in ASCII by the server.
        String role = "\u00fc".repeat(30) + "\"'\n";
        JdbcTemplate superuser = Surroundings.jdbc(Surroundings.targetUrl());
        superuser.execute("CREATE ROLE \"" + role.replace("\"", "\"\"") + "\" LOGIN");
        try (SessionCrowd nameless = Surroundings.idle(1, null);
                SessionCrowd oddly = Surroundings.idle(1, odd);
                SessionCrowd umlauts = SessionCrowd.idle(
                        Surroundings.targetUrl(), 1, "\u00fc".repeat(40), URLEncoder.encode(role, UTF_8))) {
            List<SessionCrowd> crowds = List.of(nameless, oddly, umlauts);
            List<Map<String, Object>> shown = superuser.queryForList(
                    "SELECT usename::text AS user_name, nullif(application_name, '') AS application_name"
                            + " FROM pg_stat_activity WHERE pid = ANY (?)",
                    (Object) crowds.stream()
                            .map(crowd -> ids(crowd).get(0).pid())
                            .toArray(Integer[]::new));
            Result result = around.ask(ALL_IDLE);
            assertThat(result.terminatedCount()).isEqualTo(3);
            assertThat(crowds).allSatisfy(crowd -> assertThat(crowd.alive()).isEmpty());
            assertThat(shown).extracting(row -> row.get("user_name")).contains(role);
            assertThat(around.store.queryForList(
                            "SELECT user_name, application_name FROM reclaimed_sessions WHERE command_id = ?",
                            result.commandId()))
                    .containsExactlyInAnyOrderElementsOf(shown);
        } finally {
            superuser.execute("DROP ROLE \"" + role.replace("\"", "\"\"") + "\"");
        }
    }

    @Test
    void psql_on_the_store_tells_who_when_by_which_rule_on_whose_order_why_and_with_what_result() {
        try (SessionCrowd crowd = Surroundings.idle(1, "told")) {
            Result result = around.ask(ALL_IDLE);
            assertThat(logged("reclaimed_sessions", result.commandId()))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row)
                                .containsEntry("pid", ids(crowd).get(0).pid())
                                .containsEntry("user_name", Surroundings.APP)
                                .containsEntry("application_name", "told")
                                .containsEntry("outcome", "TERMINATED")
                                .containsEntry("rule", result.decision().rule())
                                .containsEntry("ordered_by", "dba")
                                .containsEntry("order_reason", "a test");
                        assertThat(row.get("happened_at")).isNotNull();
                        assertThat(row.get("session_reason")).asString().isNotEmpty();
                    });
        }
    }

    @Test
    void a_pause_stops_what_was_asked_for_and_says_how_to_resume() {
        assertThat(around.ask(new Request.Pause()).targetState().paused()).isTrue();
        try (SessionCrowd crowd = Surroundings.idle(2, "paused")) {
            Result refused = around.ask(ALL_IDLE);
            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(refused.decision().rule()).isEqualTo("G2");
            assertThat(refused.decision().reason()).contains("dba").containsIgnoringCase("RESUME");
            assertThat(crowd.alive()).hasSize(2);
            assertThat(logged("connection_logs", refused.commandId()))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("event_type", "COMMAND_REJECTED"));
            assertThat(around.ask(new Request.Resume()).targetState().paused()).isFalse();
            assertThat(around.ask(ALL_IDLE).terminatedCount()).isEqualTo(2);
        }
    }

    @Test
    void every_target_is_paused_and_resumed_at_once_and_the_targets_own_pause_outlives_that() {
        around.ask(new Request.Pause());
        around.answer(around.send(command(Command.ALL_TARGETS, new Request.Pause(), false)));
        Result lifted = around.answer(around.send(command(Command.ALL_TARGETS, new Request.Resume(), false)));
        assertThat(lifted.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(around.ask(new Request.Status()).targetState().paused()).isTrue();
        around.ask(new Request.Resume());
        assertThat(around.ask(new Request.Status()).targetState().paused()).isFalse();
    }

    @Test
    void status_and_samples_answer_how_the_target_is() {
        Result status = around.ask(new Request.Status());
        assertThat(status.targetState().laneOpen()).isTrue();
        assertThat(status.targetState().hourlyBudget()).isEqualTo(100_000);
        Result sample = around.ask(new Request.Monitor());
        assertThat(sample.health().status()).isEqualTo(Status.HEALTHY);
        assertThat(sample.health().counts().maxConnections()).isEqualTo(Surroundings.MAX_CONNECTIONS);
        assertThat(around.ask(new Request.HealthCheck()).health()).isNotNull();
    }

    @Test
    void what_is_unknown_or_too_late_is_answered_and_logged() {
        Result unknown = around.answer(around.send(command("nowhere", new Request.Status(), false)));
        assertThat(unknown.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(unknown.decision().reason()).contains("nowhere").contains(TARGET);
        Result late = around.answer(around.send(new Command(
                TARGET, ALL_IDLE, "dba", "a test", false, Surroundings.now().minusSeconds(1))));
        assertThat(late.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(logged("connection_logs", late.commandId()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("event_type", "COMMAND_EXPIRED"));
    }

    @Test
    void a_teams_own_topic_is_read_too() {
        EventId id = new EventId(Surroundings.SOURCE, "by-team");
        around.createTopic(around.topics.commands("orders-team"));
        around.send(
                around.topics.commands("orders-team"),
                new Event<>(id, Surroundings.now(), command(TARGET, new Request.Status(), false)));
        assertThat(around.answer("by-team").outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void an_emergency_climbs_to_its_next_rung_and_ends_at_relief() {
        int crowded = Surroundings.MAX_CONNECTIONS - 8;
        try (SessionCrowd crowd = Surroundings.idle(crowded, "emergency")) {
            Result result = around.ask(new Request.Emergency());
            assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(result.decision().rule()).isEqualTo("R1");
            assertThat(result.terminatedCount()).isBetween(crowded / 4, crowded);
            assertThat(result.before().status()).isEqualTo(Status.CRITICAL);
            assertThat(result.after().slotUtilizationPercentage()).isLessThanOrEqualTo(75);
            assertThat(crowd.alive()).hasSize(crowded - result.terminatedCount());
            List<Map<String, Object>> rungs = around.store.queryForList(
                    "SELECT i.rung, i.finished_at FROM intents i JOIN commands c ON c.seq = i.command_seq WHERE c.id = ?"
                            + " ORDER BY rung",
                    result.commandId());
            assertThat(rungs)
                    .allSatisfy(rung -> assertThat(rung.get("finished_at")).isNotNull());
            assertThat(logged("connection_logs", result.commandId()))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("event_type", "EMERGENCY_RESET"));
        }
    }

    private static void ask(SessionCrowd crowd, int index, String sql) {
        try (Statement statement = crowd.connections().get(index).createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, Object>> logged(String table, String commandId) {
        return around.store.queryForList("SELECT * FROM " + table + " WHERE command_id = ?", commandId);
    }

    private static List<SessionId> ids(SessionCrowd crowd) {
        return crowd.backends().stream()
                .map(backend -> new SessionId(backend.pid(), backend.backendStart()))
                .toList();
    }

    private static List<SessionId> of(Result result, SessionOutcome outcome) {
        List<SessionId> sessions = new ArrayList<>();
        for (SessionReport report : result.sessions()) {
            if (report.outcome() == outcome) {
                sessions.add(new SessionId(report.pid(), report.backendStart()));
            }
        }
        return sessions;
    }
}
