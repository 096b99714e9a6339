package io.connwarden.sql.target;

import static io.connwarden.sql.target.WatchedServer.run;
import static io.connwarden.testing.TestSessions.active;
import static io.connwarden.testing.TestSessions.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The responses to signals on every supported version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class SignalVersionsIT {
    private final PostgresVersion version;
    private WatchedServer watched;
    private String url;

    SignalVersionsIT(PostgresVersion version) {
        this.version = version;
    }

    @BeforeEach
    void open() {
        watched = new WatchedServer(VersionedServers.of(version));
        url = watched.url;
    }

    @AfterEach
    void close() {
        watched.close();
    }

    @Test
    void only_the_selected_session_is_terminated() {
        try (TestSessions sessions = idle(url, 3, "bystander", Roles.APPLICATION);
                TestSessions victim = idle(url, 1, "victim", Roles.APPLICATION)) {
            SessionRow row = watched.sessionOf("victim");
            assertThat(terminate(row)).isEqualTo(SignalAnswer.SIGNALLED);
            watched.awaitGone(row.id());
            assertThat(victim.alive()).isEmpty();
            assertThat(sessions.alive()).hasSize(3);
            assertThat(terminate(row)).isEqualTo(SignalAnswer.GONE);
        }
    }

    @Test
    void a_recycled_pid_is_left_alone() {
        try (TestSessions sessions = idle(url, 1, "newcomer", Roles.APPLICATION)) {
            SessionRow row = watched.sessionOf("newcomer");
            SessionId former = new SessionId(row.pid(), row.backendStart().minusNanos(1000));
            assertThat(WatchedServer.signal(
                            watched.sender, SignalKind.TERMINATE, former, row.state(), row.stateChange(), null))
                    .isEqualTo(SignalAnswer.GONE);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void a_statement_that_arrives_after_its_time_limit_sends_no_signal() {
        try (TestSessions sessions = idle(url, 1, "late", Roles.APPLICATION)) {
            SessionRow row = watched.sessionOf("late");
            for (SignalKind kind : SignalKind.values()) {
                assertThat(WatchedServer.signal(
                                watched.sender,
                                kind,
                                row.id(),
                                row.state(),
                                row.stateChange(),
                                Instant.parse("2020-01-01T00:00:00Z")))
                        .isEqualTo(SignalAnswer.LATE);
            }
            assertThat(sessions.alive()).hasSize(1);
            assertThat(WatchedServer.signal(
                            watched.sender,
                            SignalKind.TERMINATE,
                            row.id(),
                            row.state(),
                            row.stateChange(),
                            Instant.parse("2999-01-01T00:00:00Z")))
                    .isEqualTo(SignalAnswer.SIGNALLED);
        }
    }

    @Test
    void a_session_that_became_active_is_left_alone() {
        try (TestSessions sessions = active(url, 1, "busy")) {
            SessionRow row = watched.sessionOf("busy");
            assertThat(WatchedServer.signal(
                            watched.sender, SignalKind.TERMINATE, row.id(), "idle", row.stateChange(), null))
                    .isEqualTo(SignalAnswer.CHANGED);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void a_session_that_was_active_in_between_is_left_alone() throws SQLException {
        try (TestSessions sessions = idle(url, 1, "worker", Roles.APPLICATION)) {
            SessionRow row = watched.sessionOf("worker");
            run(sessions, 0, "SELECT 1");
            assertThat(terminate(row)).isEqualTo(SignalAnswer.CHANGED);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void a_session_is_terminated_in_any_state_when_no_state_is_expected() {
        try (TestSessions sessions = idle(url, 1, "any", Roles.APPLICATION)) {
            SessionRow row = watched.sessionOf("any");
            assertThat(WatchedServer.signal(watched.sender, SignalKind.TERMINATE, row.id(), null, null, null))
                    .isEqualTo(SignalAnswer.SIGNALLED);
            watched.awaitGone(row.id());
            assertThat(sessions.alive()).isEmpty();
        }
    }

    @Test
    void a_signal_to_a_superuser_session_is_denied_and_the_connection_stays_usable() {
        try (TestSessions sessions = idle(url, 1, "dba")) {
            assertThat(terminate(watched.sessionOf("dba"))).isEqualTo(SignalAnswer.DENIED);
            assertThat(sessions.alive()).hasSize(1);
            assertThat(terminate(watched.sessionOf("dba"))).isEqualTo(SignalAnswer.DENIED);
        }
    }

    @Test
    void without_pg_signal_backend_a_signal_is_not_granted() {
        try (TestSessions sessions = idle(url, 1, "shop-web", Roles.APPLICATION)) {
            SessionRow row = watched.sessionOf("shop-web");
            assertThat(WatchedServer.signal(
                            new SignalSender(watched.monitorSession),
                            SignalKind.TERMINATE,
                            row.id(),
                            row.state(),
                            row.stateChange(),
                            null))
                    .isEqualTo(SignalAnswer.NOT_GRANTED);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void without_pg_signal_backend_a_superuser_session_is_denied_to_every_role() {
        try (TestSessions sessions = idle(url, 1, "dba")) {
            SessionRow row = watched.sessionOf("dba");
            assertThat(WatchedServer.signal(
                            new SignalSender(watched.monitorSession),
                            SignalKind.CANCEL,
                            row.id(),
                            row.state(),
                            row.stateChange(),
                            null))
                    .isEqualTo(SignalAnswer.DENIED);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void a_session_that_is_not_visible_is_left_alone() {
        try (TestSessions sessions = idle(url, 1, "unseen", Roles.APPLICATION);
                var blind = watched.open(Roles.UNPRIVILEGED)) {
            SessionRow row = watched.sessionOf("unseen");
            assertThat(WatchedServer.signal(new SignalSender(blind), SignalKind.TERMINATE, row.id(), null, null, null))
                    .isEqualTo(SignalAnswer.UNSEEN);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void a_server_process_and_the_connwarden_session_are_protected() throws SQLException {
        SessionId checkpointer = watched.backendOfType("checkpointer");
        assertThat(WatchedServer.signal(watched.sender, SignalKind.TERMINATE, checkpointer, null, null, null))
                .isEqualTo(SignalAnswer.PROTECTED);
        SessionRow own = watched.queries.sessions().stream()
                .filter(row -> Roles.ACTUATOR.equals(row.user()))
                .findFirst()
                .orElseThrow();
        assertThat(WatchedServer.signal(watched.sender, SignalKind.TERMINATE, own.id(), null, null, null))
                .isEqualTo(SignalAnswer.PROTECTED);
    }

    @Test
    void an_unknown_pid_is_reported_gone() {
        assertThat(WatchedServer.signal(
                        watched.sender, SignalKind.TERMINATE, new SessionId(1, Instant.EPOCH), "idle", null, null))
                .isEqualTo(SignalAnswer.GONE);
    }

    @Test
    void a_cancelled_query_ends_and_its_session_survives() {
        String asApplication = watched.server.jdbcUrlWithoutUser("postgres") + "?user=" + Roles.APPLICATION;
        try (TestSessions sessions = active(asApplication, 1, "report")) {
            SessionRow row = watched.sessionOf("report");
            assertThat(row.state()).isEqualTo("active");
            assertThat(WatchedServer.signal(
                            watched.sender, SignalKind.CANCEL, row.id(), row.state(), row.stateChange(), null))
                    .isEqualTo(SignalAnswer.SIGNALLED);
            await().atMost(WatchedServer.MAX_WAIT)
                    .until(() -> watched.sessionOf("report").state(), "idle"::equals);
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    private SignalAnswer terminate(SessionRow row) {
        return WatchedServer.signal(
                watched.sender, SignalKind.TERMINATE, row.id(), row.state(), row.stateChange(), null);
    }
}
