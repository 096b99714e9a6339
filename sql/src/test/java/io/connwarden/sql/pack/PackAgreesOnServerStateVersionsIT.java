package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The pack and the services agree on states that the counts of sessions do not show, on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackAgreesOnServerStateVersionsIT {
    private static final Thresholds YOUNG = Thresholds.builder()
            .zombie(Duration.ofMillis(60))
            .longIdle(Duration.ofMillis(60))
            .longRunning(Duration.ofMillis(60))
            .stuckTransaction(Duration.ofMillis(60))
            .preparedTransaction(Duration.ofMillis(60))
            .build();

    private final PostgresVersion version;
    private PackOnServer pack;
    private HeldSession service;

    PackAgreesOnServerStateVersionsIT(PostgresVersion version) {
        this.version = version;
    }

    @BeforeEach
    void install() throws SQLException {
        pack = PackOnServer.install(VersionedServers.of(version));
        service = TargetConnections.open(
                TargetSettings.of("t", pack.server.jdbcUrlWithoutUser("postgres"), "postgres", null),
                "connwarden-test");
        execute(
                "DO $$ BEGIN CREATE ROLE shop LOGIN; EXCEPTION WHEN duplicate_object THEN END $$",
                "CREATE TABLE IF NOT EXISTS parcel (id int)",
                "GRANT ALL ON parcel TO shop");
        for (String minutes : new String[] {
            "zombie_minutes", "long_idle_minutes", "stuck_transaction_minutes", "prepared_transaction_minutes"
        }) {
            pack.set(minutes, "0.001");
        }
        pack.set("long_running_seconds", "0.06");
    }

    @AfterEach
    void close() throws SQLException {
        service.close();
        pack.close();
        execute("ALTER ROLE shop CONNECTION LIMIT -1", "DROP TABLE parcel");
    }

    @Test
    void a_full_connection_limit_is_critical_and_named() throws SQLException {
        execute("ALTER ROLE shop CONNECTION LIMIT 4");
        try (TestSessions sessions = TestSessions.idle(pack.url, 4, "shop-web", "shop")) {
            await().atMost(PackOnServer.MAX_WAIT)
                    .untilAsserted(() -> assertThat(agreed()).isEqualTo(HealthStatus.CRITICAL));
            assertThat(health().connectionLimits())
                    .singleElement()
                    .satisfies(limit -> assertThat(limit.sessions()).isEqualTo(sessions.size()));
            assertThat(advice()).contains("role shop has 4 of 4 sessions of its CONNECTION LIMIT");
        }
    }

    @Test
    void an_orphaned_prepared_transaction_needs_a_cleanup_and_is_named() throws SQLException {
        execute("BEGIN; INSERT INTO parcel VALUES (1); PREPARE TRANSACTION 'it''s'");
        try {
            await().atMost(PackOnServer.MAX_WAIT)
                    .untilAsserted(() -> assertThat(agreed()).isEqualTo(HealthStatus.CLEANUP_NEEDED));
            assertThat(advice()).contains("in database postgres", "ROLLBACK PREPARED 'it''s'");
        } finally {
            execute("ROLLBACK PREPARED 'it''s'");
        }
        assertThat(agreed()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void a_client_that_died_in_the_middle_of_an_exchange_is_stuck_and_not_running() {
        try (UnfinishedExchange dead =
                UnfinishedExchange.withoutSync(pack.server.port(), "shop", "dead", "SELECT * FROM parcel")) {
            await().atMost(PackOnServer.MAX_WAIT)
                    .untilAsserted(
                            () -> assertThat(agreed()).as("pid " + dead.pid()).isEqualTo(HealthStatus.CLEANUP_NEEDED));
            Counts counts = health().counts();
            assertThat(counts.stuckTransactions()).isEqualTo(1);
            assertThat(counts.longRunningConnections()).isZero();
            assertThat(pack.query(
                            "SELECT connection_status FROM guard.connection_details WHERE application_name = 'dead'"))
                    .containsExactly(Map.of("connection_status", "stuck_transaction"));
        }
    }

    @Test
    void sessions_of_superusers_are_no_zombies() {
        try (TestSessions superuser = TestSessions.idle(pack.url, 12, "dba")) {
            await().atMost(PackOnServer.MAX_WAIT)
                    .untilAsserted(() ->
                            assertThat(health().counts().idleConnections()).isGreaterThanOrEqualTo(superuser.size()));
            assertThat(health().counts().zombieConnections()).isZero();
            assertThat(agreed()).isEqualTo(HealthStatus.HEALTHY);
        }
    }

    /** Returns the status of both, or null if they differ. */
    private HealthStatus agreed() {
        String byPack =
                pack.query("SELECT status FROM guard.connection_health").get(0).get("status");
        HealthStatus byService = health().status();
        return byPack.equals(byService.name()) ? byService : null;
    }

    private Health health() {
        return Assessment.assess(new TargetQueries(service).observe("t", YOUNG, 0), YOUNG, Instant.EPOCH);
    }

    private String advice() {
        return pack.query("SELECT guard.connection_pool_health_check() ->> 'recommendations' AS advice")
                .get(0)
                .get("advice");
    }

    private void execute(String... statements) throws SQLException {
        for (String statement : statements) {
            PackQueries.execute(pack.url, statement);
        }
    }
}
