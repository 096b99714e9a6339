package io.connwarden.sql.target;

import static io.connwarden.embedded.fixture.SessionCrowd.active;
import static io.connwarden.embedded.fixture.SessionCrowd.idle;
import static io.connwarden.sql.target.WatchedServer.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.fixture.PostgresVersion;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.sql.VersionedServers;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer to a signal, on every supported version. */
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
    void the_session_decided_on_is_ended_and_no_other() {
        try (SessionCrowd crowd = idle(url, 3, "bystander", Roles.APPLICATION);
                SessionCrowd victim = idle(url, 1, "victim", Roles.APPLICATION)) {
            SessionRow row = watched.only("victim");
            assertThat(terminate(row)).isEqualTo(SignalAnswer.SIGNALLED);
            watched.awaitGone(row.id());
            assertThat(victim.alive()).isEmpty();
            assertThat(crowd.alive()).hasSize(3);
            assertThat(terminate(row)).isEqualTo(SignalAnswer.GONE);
        }
    }

    @Test
    void a_recycled_pid_is_left_alone() {
        try (SessionCrowd crowd = idle(url, 1, "newcomer", Roles.APPLICATION)) {
            SessionRow row = watched.only("newcomer");
            SessionId former = new SessionId(row.pid(), row.backendStart().minusNanos(1000));
            assertThat(watched.sender.signal(SignalKind.TERMINATE, former, row.state(), row.stateChange()))
                    .isEqualTo(SignalAnswer.GONE);
            assertThat(crowd.alive()).hasSize(1);
        }
    }

    @Test
    void a_session_that_became_active_is_left_alone() {
        try (SessionCrowd crowd = active(url, 1, "busy")) {
            SessionRow row = watched.only("busy");
            assertThat(watched.sender.signal(SignalKind.TERMINATE, row.id(), "idle", row.stateChange()))
                    .isEqualTo(SignalAnswer.CHANGED);
            assertThat(crowd.alive()).hasSize(1);
        }
    }

    @Test
    void a_session_that_worked_meanwhile_and_is_idle_again_is_left_alone() throws SQLException {
        try (SessionCrowd crowd = idle(url, 1, "worker", Roles.APPLICATION)) {
            SessionRow row = watched.only("worker");
            run(crowd, 0, "SELECT 1");
            assertThat(terminate(row)).isEqualTo(SignalAnswer.CHANGED);
            assertThat(crowd.alive()).hasSize(1);
        }
    }

    @Test
    void a_state_that_does_not_matter_need_not_be_expected() {
        try (SessionCrowd crowd = idle(url, 1, "any", Roles.APPLICATION)) {
            SessionRow row = watched.only("any");
            assertThat(watched.sender.signal(SignalKind.TERMINATE, row.id(), null, null))
                    .isEqualTo(SignalAnswer.SIGNALLED);
            watched.awaitGone(row.id());
            assertThat(crowd.alive()).isEmpty();
        }
    }

    @Test
    void a_superusers_session_is_denied_and_the_connection_goes_on() {
        try (SessionCrowd crowd = idle(url, 1, "dba")) {
            assertThat(terminate(watched.only("dba"))).isEqualTo(SignalAnswer.DENIED);
            assertThat(crowd.alive()).hasSize(1);
            assertThat(terminate(watched.only("dba"))).isEqualTo(SignalAnswer.DENIED);
        }
    }

    @Test
    void without_the_right_to_signal_every_session_is_denied() {
        try (SessionCrowd crowd = idle(url, 1, "shop-web", Roles.APPLICATION)) {
            SessionRow row = watched.only("shop-web");
            assertThat(new SignalSender(watched.watching)
                            .signal(SignalKind.TERMINATE, row.id(), row.state(), row.stateChange()))
                    .isEqualTo(SignalAnswer.DENIED);
            assertThat(crowd.alive()).hasSize(1);
        }
    }

    @Test
    void a_session_that_may_not_be_seen_is_left_alone() {
        try (SessionCrowd crowd = idle(url, 1, "unseen", Roles.APPLICATION);
                var blind = watched.open(Roles.NOBODY)) {
            SessionRow row = watched.only("unseen");
            assertThat(new SignalSender(blind).signal(SignalKind.TERMINATE, row.id(), null, null))
                    .isEqualTo(SignalAnswer.UNSEEN);
            assertThat(crowd.alive()).hasSize(1);
        }
    }

    @Test
    void a_server_process_and_our_own_session_are_protected() throws SQLException {
        SessionId checkpointer = watched.backendOfType("checkpointer");
        assertThat(watched.sender.signal(SignalKind.TERMINATE, checkpointer, null, null))
                .isEqualTo(SignalAnswer.PROTECTED);
        SessionRow own = watched.queries.sessions().stream()
                .filter(row -> Roles.ACTUATOR.equals(row.user()))
                .findFirst()
                .orElseThrow();
        assertThat(watched.sender.signal(SignalKind.TERMINATE, own.id(), null, null))
                .isEqualTo(SignalAnswer.PROTECTED);
    }

    @Test
    void a_pid_that_never_was_is_gone() {
        assertThat(watched.sender.signal(SignalKind.TERMINATE, new SessionId(1, Instant.EPOCH), "idle", null))
                .isEqualTo(SignalAnswer.GONE);
    }

    @Test
    void a_cancelled_query_ends_and_its_session_stays() {
        String asApplication = watched.server.jdbcUrlWithoutUser("postgres") + "?user=" + Roles.APPLICATION;
        try (SessionCrowd crowd = active(asApplication, 1, "report")) {
            SessionRow row = watched.only("report");
            assertThat(row.state()).isEqualTo("active");
            assertThat(watched.sender.signal(SignalKind.CANCEL, row.id(), row.state(), row.stateChange()))
                    .isEqualTo(SignalAnswer.SIGNALLED);
            await().atMost(WatchedServer.PATIENCE)
                    .until(() -> watched.only("report").state(), "idle"::equals);
            assertThat(crowd.alive()).hasSize(1);
        }
    }

    private SignalAnswer terminate(SessionRow row) {
        return watched.sender.signal(SignalKind.TERMINATE, row.id(), row.state(), row.stateChange());
    }
}
