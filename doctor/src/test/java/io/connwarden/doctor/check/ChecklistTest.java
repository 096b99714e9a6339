package io.connwarden.doctor.check;

import static io.connwarden.doctor.check.ReadingsCases.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.reading.ClockComparison;
import io.connwarden.doctor.reading.ConnectionReading;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.reading.PoolerReading;
import io.connwarden.doctor.reading.Provider;
import io.connwarden.doctor.reading.Reading;
import io.connwarden.doctor.reading.Readings.IdleSessionReading;
import io.connwarden.doctor.reading.Readings.SelfTerminationReading;
import io.connwarden.doctor.reading.Readings.Server;
import io.connwarden.doctor.reading.Readings.ServerTimeout;
import io.connwarden.doctor.reading.Readings.SlotUsage;
import io.connwarden.doctor.reading.RolePrivileges;
import io.connwarden.sql.target.ConnectFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Readings that real servers rarely produce. */
class ChecklistTest {
    private final ReadingsCases server = new ReadingsCases();

    @Test
    void every_check_is_ok_where_nothing_is_missing() {
        assertThat(server.findings()).extracting(Finding::severity).containsOnly(Severity.OK);
        assertThat(Readiness.of(server.findings())).isEqualTo(Readiness.READY);
    }

    @Test
    void the_listeners_that_cannot_be_detected_are_named_with_the_setting_that_protects_them() {
        assertThat(server.check("listeners").details())
                .hasSize(2)
                .anyMatch(detail -> detail.startsWith("not detected: a session that runs another statement"))
                .anyMatch(detail -> detail.contains("policy.listeners") && detail.contains("policy.exclude"));
        server.intendedUse = IntendedUse.MONITOR;
        assertThat(server.check("listeners").details()).isEmpty();
    }

    @Test
    void the_worst_check_decides_the_readiness_and_its_code() {
        Finding fine = Finding.of("a", Severity.OK, "r");
        Finding note = Finding.of("a", Severity.INFO, "r");
        Finding limit = Finding.of("a", Severity.WARNING, "r");
        Finding obstacle = Finding.of("a", Severity.ERROR, "r");
        assertThat(Readiness.of(List.of(fine, note)).code()).isZero();
        assertThat(Readiness.of(List.of(limit, note)).code()).isEqualTo(1);
        assertThat(Readiness.of(List.of(limit, obstacle, fine)).code()).isEqualTo(2);
        // Without a check nothing is proved.
        assertThat(Readiness.of(List.of())).isEqualTo(Readiness.NOT_READY);
    }

    @Test
    void a_version_before_13_is_an_error_and_one_after_18_a_warning() {
        assertThat(versionSeverity(120_022)).isEqualTo(Severity.ERROR);
        assertThat(versionSeverity(130_000)).isEqualTo(Severity.OK);
        assertThat(versionSeverity(189_999)).isEqualTo(Severity.OK);
        assertThat(versionSeverity(190_000)).isEqualTo(Severity.WARNING);
    }

    @Test
    void each_sign_alone_reveals_a_pooler() {
        assertThat(poolerSeverity(new PoolerReading(9, Set.of(7), Set.of(8), false, null, 5432)))
                .isEqualTo(Severity.ERROR);
        assertThat(poolerSeverity(new PoolerReading(7, Set.of(7), Set.of(8), true, null, 5432)))
                .isEqualTo(Severity.ERROR);
        assertThat(poolerSeverity(new PoolerReading(7, Set.of(7), Set.of(7), false, null, 5432)))
                .isEqualTo(Severity.ERROR);
        assertThat(poolerSeverity(new PoolerReading(7, Set.of(7, 8), Set.of(9), false, null, 5432)))
                .isEqualTo(Severity.ERROR);
    }

    @Test
    void a_different_server_port_is_reported_and_is_no_pooler() {
        server.pooler = success(new PoolerReading(7, Set.of(7), Set.of(8), false, null, 6000));
        assertThat(server.check("pooler").severity()).isEqualTo(Severity.OK);
        assertThat(server.check("pooler").details()).anyMatch(detail -> detail.contains("listens on port 6000"));
    }

    @Test
    void a_rejected_second_connection_is_reported_and_is_no_pooler() {
        ConnectFailure full = new ConnectFailure(ConnectFailure.Kind.SLOTS_EXHAUSTED, null, "no slot");
        server.pooler = success(new PoolerReading(7, Set.of(7), Set.of(), false, full, 5432));
        assertThat(server.check("pooler").severity()).isEqualTo(Severity.OK);
        assertThat(server.check("pooler").details()).contains("a second connection failed: no slot");
    }

    @Test
    void low_visibility_of_a_privileged_role_requires_track_activities() {
        server.visibility = success(94.9);
        assertThat(server.check("visibility").missing())
                .containsExactly(new MissingRequirement.ServerSetting("track_activities", "on", false));
        server.visibility = success(95.0);
        assertThat(server.check("visibility").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_failed_probe_is_never_ok() {
        server.visibility =
                new Reading.Failed<>(new ConnectFailure(ConnectFailure.Kind.TIMEOUT, null, "took too long"));
        assertThat(server.check("visibility").severity()).isEqualTo(Severity.ERROR);
        assertThat(server.check("visibility").reason()).isEqualTo("not known, the probe failed: took too long");
        server.idleSession = new Reading.Failed<>(new ConnectFailure(ConnectFailure.Kind.OTHER, null, "broke"));
        assertThat(server.check("idle session").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_failed_self_termination_is_an_error_despite_the_privilege() {
        server.selfTermination = success(new SelfTerminationReading("DENIED", false));
        assertThat(server.check("signal privilege").severity()).isEqualTo(Severity.ERROR);
        assertThat(server.check("signal privilege").reason()).contains("DENIED");
    }

    @Test
    void an_idle_timeout_of_the_held_session_is_an_error_with_its_remedy() {
        server.idleSession = success(new IdleSessionReading(Duration.ofSeconds(60), Duration.ofMillis(200), true));
        assertThat(server.check("idle session").missing())
                .containsExactly(new MissingRequirement.RoleSetting("guard", "idle_session_timeout", "0"));
        server.idleSession = success(new IdleSessionReading(Duration.ZERO, Duration.ofMillis(200), false));
        assertThat(server.check("idle session").severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void a_missing_reserve_and_a_missing_reserve_privilege_are_distinguished() {
        RolePrivileges outside = ReadingsCases.privileges("guard", false, false);
        server.privileges = outside;
        assertThat(server.check("reserved slots").missing())
                .containsExactly(new MissingRequirement.MissingPrivilege("guard", ReservedSlotsCheck.PRIVILEGE));
        server.slotUsage = success(new SlotUsage(100, 3, 0, 40));
        assertThat(server.check("reserved slots").missing())
                .containsExactly(
                        new MissingRequirement.MissingPrivilege("guard", ReservedSlotsCheck.PRIVILEGE),
                        ReservedSlotsCheck.RESERVED_CONNECTIONS);
        server.privileges = ReadingsCases.privileges("guard");
        assertThat(server.check("reserved slots").missing()).containsExactly(ReservedSlotsCheck.RESERVED_CONNECTIONS);
        // A monitoring role can wait for a slot.
        server.intendedUse = IntendedUse.MONITOR;
        assertThat(server.check("reserved slots").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void a_server_so_small_that_the_own_sessions_matter_is_named() {
        server.slotUsage = success(new SlotUsage(23, 3, 0, 5));
        assertThat(server.check("slots").severity()).isEqualTo(Severity.OK);
        server.slotUsage = success(new SlotUsage(22, 3, 0, 5));
        assertThat(server.check("slots").severity()).isEqualTo(Severity.INFO);
        assertThat(server.check("slots").reason())
                .contains("5 of 19 usable slots", "keep 2 sessions open, 10.5 % of them", "raise max_connections");
    }

    @Test
    void a_superuser_may_use_the_slots_reserved_for_members() {
        server.privileges = ReadingsCases.privileges("guard", true, true);
        server.slotUsage = success(new SlotUsage(100, 0, 2, 40));
        assertThat(server.check("reserved slots").severity()).isEqualTo(Severity.OK);
        server.slotUsage = success(new SlotUsage(100, 0, 0, 40));
        assertThat(server.check("reserved slots").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void an_unrecognized_too_many_connections_error_gets_every_remedy() {
        server.connection = new ConnectionReading.Failed(
                new ConnectFailure(ConnectFailure.Kind.UNKNOWN_CONNECTION_LIMIT, null, "zu viele Verbindungen [53300]"),
                null);
        assertThat(server.check("connection").missing())
                .contains(
                        new MissingRequirement.HigherConnectionLimit("guard"),
                        new MissingRequirement.HigherDatabaseLimit("shop"),
                        new MissingRequirement.MissingPrivilege("guard", ReservedSlotsCheck.PRIVILEGE),
                        ReservedSlotsCheck.RESERVED_CONNECTIONS);
    }

    @Test
    void a_role_limit_gets_its_remedy_although_the_reserve_role_failed_for_another_reason() {
        server.reserveRole = "rescuer";
        server.connection = new ConnectionReading.Failed(
                new ConnectFailure(ConnectFailure.Kind.ROLE_LIMIT, null, "limit"),
                new ConnectFailure(ConnectFailure.Kind.AUTHENTICATION, null, "wrong password"));
        assertThat(server.check("connection").missing())
                .hasSize(2)
                .contains(new MissingRequirement.HigherConnectionLimit("guard"));
    }

    @Test
    void privileges_on_the_catalog_are_granted_to_the_role_that_lacks_them() {
        assertThat(server.check("catalog").severity()).isEqualTo(Severity.OK);
        String select = "SELECT ON pg_catalog.pg_roles";
        server.missingOnCatalog = success(List.of(select));
        assertThat(server.check("catalog").severity()).isEqualTo(Severity.ERROR);
        assertThat(server.check("catalog").missing())
                .containsExactly(new MissingRequirement.CatalogPrivilege("guard", select, "shop"));
        server.connection = new ConnectionReading.ReserveRole(
                "rescuer", new ConnectFailure(ConnectFailure.Kind.SLOTS_EXHAUSTED, null, "full"));
        assertThat(server.check("catalog").missing())
                .containsExactly(new MissingRequirement.CatalogPrivilege("rescuer", select, "shop"));
    }

    @Test
    void a_reserve_role_that_cannot_connect_is_no_reserve() {
        server.privileges = ReadingsCases.privileges("guard", false, false);
        server.reserveRole = "rescuer";
        server.reservePrivileges = success(ReadingsCases.privileges("rescuer"));
        server.reserveLogin = success(true);
        assertThat(server.check("reserved slots").severity()).isEqualTo(Severity.OK);
        server.reserveLogin =
                new Reading.Failed<>(new ConnectFailure(ConnectFailure.Kind.AUTHENTICATION, null, "wrong password"));
        assertThat(server.check("reserved slots").severity()).isEqualTo(Severity.WARNING);
        assertThat(server.check("reserved slots").details())
                .singleElement()
                .asString()
                .startsWith("reserve role rescuer: wrong password. Check the role name, the password");
    }

    @Test
    void a_clock_difference_beyond_the_uncertainty_is_reported() {
        assertThat(clockSeverity(Duration.ofSeconds(10), Duration.ofSeconds(9))).isEqualTo(Severity.OK);
        assertThat(clockSeverity(Duration.ofSeconds(-10), Duration.ofMillis(5))).isEqualTo(Severity.INFO);
        assertThat(server.check("clock").reason()).contains("10000 ms behind the local clock");
        assertThat(clockSeverity(Duration.ofSeconds(31), Duration.ofMillis(5))).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_server_without_keepalives_is_ready_and_gets_advice() {
        server.timeouts = List.of(
                new ServerTimeout("client_connection_check_interval", 0, "ms", "default"),
                new ServerTimeout("tcp_keepalives_count", 9, null, "default"),
                new ServerTimeout("tcp_keepalives_idle", 7200, "s", "default"),
                new ServerTimeout("tcp_keepalives_interval", 75, "s", "default"));
        assertThat(server.check("timeouts").missing())
                .containsExactly(
                        new MissingRequirement.ServerSetting("tcp_keepalives_idle", "60", false),
                        new MissingRequirement.ServerSetting("client_connection_check_interval", "'10s'", false));
        assertThat(server.check("timeouts").details()).last().asString().contains("after 7875 s");
        assertThat(Readiness.of(server.findings())).isEqualTo(Readiness.READY);
    }

    private Severity versionSeverity(int number) {
        server.server = success(new Server(number, "x", false, Provider.PLAIN));
        return server.check("version").severity();
    }

    private Severity poolerSeverity(PoolerReading way) {
        server.pooler = success(way);
        return server.check("pooler").severity();
    }

    private Severity clockSeverity(Duration difference, Duration uncertainty) {
        server.clock = new ClockComparison(difference, uncertainty);
        return server.check("clock").severity();
    }
}
