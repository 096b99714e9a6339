package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.target.ConnectFailure.Kind;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections to a server without a free slot. */
class FullServerIT {
    private static final int SLOTS = 12;
    private static final ConnectionTimeouts SHORT_TIMEOUTS =
            new ConnectionTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(5));
    private static final PostgresServerOptions SMALL = PostgresServerOptions.standard()
            .withMaxConnections(SLOTS)
            .withSetting("superuser_reserved_connections", "2");

    @Test
    void the_reserve_role_connects_when_no_ordinary_slot_is_free() {
        try (PostgresServer server = Roles.createOn(newest(SMALL.withSetting("reserved_connections", "2")))) {
            Roles.execute(server, "GRANT pg_use_reserved_connections TO " + Roles.RESERVE);
            String asApplication = server.jdbcUrlWithoutUser("postgres") + "?user=" + Roles.APPLICATION;
            int usable = SLOTS - 2 - 2;
            try (TestSessions sessions = openUntilFull(usable, asApplication)) {
                assertFullFor(server);
                try (HeldSession lane = open(server, Roles.RESERVE)) {
                    assertThat(new TargetQueries(lane)
                                    .observe("t", Thresholds.defaults(), 0)
                                    .counts()
                                    .usableConnections())
                            .isEqualTo(usable);
                    terminateOneOf(lane, sessions);
                }
                try (HeldSession ordinary = open(server, null)) {
                    // This session uses the freed slot.
                    awaitBackends(usable, ordinary);
                }
            }
        }
    }

    @Test
    void before_version_16_a_full_server_accepts_only_superusers() {
        PostgresVersion before16 = PostgresVersion.all().stream()
                .filter(version -> version.name().startsWith("15"))
                .findFirst()
                .orElseThrow();
        try (PostgresServer server = Roles.createOn(before16.start(SMALL));
                HeldSession held = open(server, null)) {
            assertThat(new TargetQueries(held).backendCount()).isPositive();
            String asApplication = server.jdbcUrlWithoutUser("postgres") + "?user=" + Roles.APPLICATION;
            try (TestSessions sessions = openUntilFull(SLOTS - 2 - 1, asApplication)) {
                assertFullFor(server);
                try (HeldSession superuser = open(server, "postgres")) {
                    awaitBackends(SLOTS - 2 + 1, superuser);
                }
                terminateOneOf(held, sessions);
            }
        }
    }

    /** Opens the sessions when the session that created the roles has released its slot. */
    private static TestSessions openUntilFull(int slots, String url) {
        return await().atMost(WatchedServer.MAX_WAIT)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> TestSessions.idle(url, slots, "leak"), sessions -> sessions.size() == slots);
    }

    /** Terminates one of the sessions. */
    private static void terminateOneOf(HeldSession lane, TestSessions sessions) {
        TargetQueries queries = new TargetQueries(lane);
        SessionId victim = WatchedServer.ids(sessions).get(0);
        SessionRow row = queries.sessions().stream()
                .filter(candidate -> victim.equals(candidate.id()))
                .findFirst()
                .orElseThrow();
        assertThat(WatchedServer.signal(
                        new SignalSender(lane), SignalKind.TERMINATE, victim, row.state(), row.stateChange(), null))
                .isEqualTo(SignalAnswer.SIGNALLED);
        await().atMost(WatchedServer.MAX_WAIT)
                .until(() -> queries.existing(List.of(victim)).isEmpty());
    }

    private static void assertFullFor(PostgresServer server) {
        try (HeldSession ordinary = open(server, null)) {
            assertThatThrownBy(() -> new TargetQueries(ordinary).backendCount())
                    .isInstanceOfSatisfying(TargetException.class, refused -> {
                        assertThat(refused.failure().kind()).isEqualTo(Kind.SLOTS_EXHAUSTED);
                        assertThat(refused.failure().sqlState()).isEqualTo("53300");
                        assertThat(refused).hasMessageStartingWith("no connection slot is left for this role: FATAL");
                    });
        }
    }

    /** Waits, because a closed session may still be counted. */
    private static void awaitBackends(int expected, HeldSession session) {
        TargetQueries queries = new TargetQueries(session);
        await().atMost(WatchedServer.MAX_WAIT)
                .untilAsserted(() -> assertThat(queries.backendCount()).isEqualTo(expected));
    }

    private static PostgresServer newest(PostgresServerOptions options) {
        List<PostgresVersion> versions = PostgresVersion.all();
        return versions.get(versions.size() - 1).start(options);
    }

    private static HeldSession open(PostgresServer server, String reserveRole) {
        TargetSettings settings = TargetSettings.of(
                "t", server.jdbcUrlWithoutUser("postgres"), new Credentials(Roles.ACTUATOR, null, null));
        return TargetConnections.open(
                reserveRole == null
                        ? settings
                        : settings.withReserveCredentials(new Credentials(reserveRole, null, null)),
                WatchedServer.APPLICATION_NAME,
                new FakePermit(),
                SHORT_TIMEOUTS);
    }
}
