package io.connwarden.doctor.assessment;

import static io.connwarden.doctor.assessment.Cases.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.finding.Admission;
import io.connwarden.doctor.finding.Answer;
import io.connwarden.doctor.finding.ClockReading;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.doctor.finding.HeldSession;
import io.connwarden.doctor.finding.Occupancy;
import io.connwarden.doctor.finding.OwnEnd;
import io.connwarden.doctor.finding.Provider;
import io.connwarden.doctor.finding.Refusal;
import io.connwarden.doctor.finding.RoleRights;
import io.connwarden.doctor.finding.Server;
import io.connwarden.doctor.finding.Timeout;
import io.connwarden.doctor.finding.Way;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What real servers are not easily brought to. */
class JudgementTest {
    private final Cases server = new Cases();

    @Test
    void where_nothing_is_missing_every_check_is_fine() {
        assertThat(server.checks()).extracting(Check::standing).containsOnly(Standing.FINE);
        assertThat(Verdict.of(server.checks())).isEqualTo(Verdict.READY);
    }

    @Test
    void the_worst_check_decides_and_has_its_exit_code() {
        Check fine = Check.of("a", Standing.FINE, "r");
        Check note = Check.of("a", Standing.NOTE, "r");
        Check limit = Check.of("a", Standing.LIMIT, "r");
        Check obstacle = Check.of("a", Standing.OBSTACLE, "r");
        assertThat(Verdict.of(List.of(fine, note)).code()).isZero();
        assertThat(Verdict.of(List.of(limit, note)).code()).isEqualTo(1);
        assertThat(Verdict.of(List.of(limit, obstacle, fine)).code()).isEqualTo(2);
        // Nothing checked is nothing promised.
        assertThat(Verdict.of(List.of())).isEqualTo(Verdict.UNABLE);
    }

    @Test
    void a_version_before_13_is_an_obstacle_and_one_after_18_a_limit() {
        assertThat(versioned(120_022)).isEqualTo(Standing.OBSTACLE);
        assertThat(versioned(130_000)).isEqualTo(Standing.FINE);
        assertThat(versioned(189_999)).isEqualTo(Standing.FINE);
        assertThat(versioned(190_000)).isEqualTo(Standing.LIMIT);
    }

    @Test
    void each_sign_of_a_pooler_is_enough() {
        assertThat(way(new Way(9, Set.of(7), Set.of(8), false, null, 5432))).isEqualTo(Standing.LIMIT);
        assertThat(way(new Way(7, Set.of(7), Set.of(8), true, null, 5432))).isEqualTo(Standing.LIMIT);
        assertThat(way(new Way(7, Set.of(7), Set.of(7), false, null, 5432))).isEqualTo(Standing.OBSTACLE);
        assertThat(way(new Way(7, Set.of(7, 8), Set.of(9), false, null, 5432))).isEqualTo(Standing.OBSTACLE);
    }

    @Test
    void another_port_alone_is_no_pooler_but_is_told() {
        server.way = given(new Way(7, Set.of(7), Set.of(8), false, null, 6000));
        assertThat(server.check("direct").standing()).isEqualTo(Standing.FINE);
        assertThat(server.check("direct").details()).anyMatch(detail -> detail.contains("listens on port 6000"));
    }

    @Test
    void a_second_connection_that_was_refused_proves_nothing_and_is_told() {
        Refusal full = new Refusal(Refusal.Kind.FULL, "no slot");
        server.way = given(new Way(7, Set.of(7), Set.of(), false, full, 5432));
        assertThat(server.check("direct").standing()).isEqualTo(Standing.FINE);
        assertThat(server.check("direct").details()).contains("a second connection was not to be had: no slot");
    }

    @Test
    void a_role_that_may_see_all_and_does_not_needs_the_server_to_track() {
        server.visibility = given(94.9);
        assertThat(server.check("visibility").needs())
                .containsExactly(new Need.ServerSetting("track_activities", "on", false));
        server.visibility = given(95.0);
        assertThat(server.check("visibility").standing()).isEqualTo(Standing.FINE);
    }

    @Test
    void what_could_not_be_found_out_is_never_fine() {
        server.visibility = new Answer.Refused<>(new Refusal(Refusal.Kind.TIMEOUT, "took too long"));
        assertThat(server.check("visibility").standing()).isEqualTo(Standing.OBSTACLE);
        assertThat(server.check("visibility").reason()).isEqualTo("could not be found out: took too long");
        server.lane = new Answer.Refused<>(new Refusal(Refusal.Kind.OTHER, "broke"));
        assertThat(server.check("emergency lane").standing()).isEqualTo(Standing.LIMIT);
    }

    @Test
    void a_session_of_our_own_that_does_not_end_is_an_obstacle_whatever_was_granted() {
        server.ownEnd = given(new OwnEnd("DENIED", false));
        assertThat(server.check("ending sessions").standing()).isEqualTo(Standing.OBSTACLE);
        assertThat(server.check("ending sessions").reason()).contains("DENIED");
    }

    @Test
    void a_held_session_that_is_ended_for_idling_is_an_obstacle_with_the_setting_that_helps() {
        server.lane = given(new HeldSession(Duration.ofSeconds(60), Duration.ofMillis(200), true));
        assertThat(server.check("emergency lane").needs())
                .containsExactly(new Need.RoleSetting("guard", "idle_session_timeout", "0"));
        server.lane = given(new HeldSession(Duration.ZERO, Duration.ofMillis(200), false));
        assertThat(server.check("emergency lane").standing()).isEqualTo(Standing.OBSTACLE);
    }

    @Test
    void a_reserve_without_members_and_members_without_a_reserve_are_told_apart() {
        RoleRights outside =
                new RoleRights("guard", false, true, true, true, true, false, false, true, -1, -1, null, 1);
        server.rights = outside;
        assertThat(server.check("reserve").needs()).containsExactly(new Need.Right("guard", Reserve.RIGHT));
        server.occupancy = given(new Occupancy(100, 3, 0, 40));
        assertThat(server.check("reserve").needs())
                .containsExactly(new Need.Right("guard", Reserve.RIGHT), Reserve.SETTING);
        server.rights = Cases.rights("guard");
        assertThat(server.check("reserve").needs()).containsExactly(Reserve.SETTING);
        // Whoever only watches can wait for a slot.
        server.duty = Duty.WATCH;
        assertThat(server.check("reserve").standing()).isEqualTo(Standing.NOTE);
    }

    @Test
    void a_superuser_has_a_reserve_even_where_none_is_kept_for_superusers_alone() {
        server.rights = new RoleRights("guard", true, true, true, true, true, true, true, true, -1, -1, null, 1);
        server.occupancy = given(new Occupancy(100, 0, 2, 40));
        assertThat(server.check("reserve").standing()).isEqualTo(Standing.FINE);
        server.occupancy = given(new Occupancy(100, 0, 0, 40));
        assertThat(server.check("reserve").standing()).isEqualTo(Standing.LIMIT);
    }

    @Test
    void too_many_connections_in_words_that_cannot_be_read_get_every_cure() {
        server.admission =
                new Admission.ShutOut(new Refusal(Refusal.Kind.TOO_MANY, "zu viele Verbindungen [53300]"), null);
        assertThat(server.check("connection").needs())
                .contains(
                        new Need.HigherConnectionLimit("guard"),
                        new Need.HigherDatabaseLimit("shop"),
                        new Need.Right("guard", Reserve.RIGHT),
                        Reserve.SETTING);
    }

    @Test
    void a_limit_that_shut_out_the_role_is_cured_though_the_reserve_role_failed_for_another_reason() {
        server.reserveRole = "rescuer";
        server.admission = new Admission.ShutOut(
                new Refusal(Refusal.Kind.ROLE_LIMIT, "limit"),
                new Refusal(Refusal.Kind.AUTHENTICATION, "wrong password"));
        assertThat(server.check("connection").needs()).hasSize(2).contains(new Need.HigherConnectionLimit("guard"));
    }

    @Test
    void a_reserve_role_that_does_not_get_in_is_no_reserve() {
        server.rights = new RoleRights("guard", false, true, true, true, true, false, false, true, -1, -1, null, 1);
        server.reserveRole = "rescuer";
        server.reserveRights = given(Cases.rights("rescuer"));
        server.reserveEntry = given(true);
        assertThat(server.check("reserve").standing()).isEqualTo(Standing.FINE);
        server.reserveEntry = new Answer.Refused<>(new Refusal(Refusal.Kind.AUTHENTICATION, "wrong password"));
        assertThat(server.check("reserve").standing()).isEqualTo(Standing.LIMIT);
        assertThat(server.check("reserve").details()).containsExactly("reserve role rescuer: wrong password");
    }

    @Test
    void clocks_that_differ_for_certain_are_told_and_uncertain_ones_are_not() {
        assertThat(clock(Duration.ofSeconds(10), Duration.ofSeconds(9))).isEqualTo(Standing.FINE);
        assertThat(clock(Duration.ofSeconds(-10), Duration.ofMillis(5))).isEqualTo(Standing.NOTE);
        assertThat(server.check("clock").reason()).contains("10000 ms behind this machine's");
        assertThat(clock(Duration.ofSeconds(31), Duration.ofMillis(5))).isEqualTo(Standing.LIMIT);
    }

    @Test
    void a_server_that_never_notices_lost_clients_is_advised_and_ready_all_the_same() {
        server.timeouts = List.of(
                new Timeout("client_connection_check_interval", 0, "ms", "default"),
                new Timeout("tcp_keepalives_count", 9, null, "default"),
                new Timeout("tcp_keepalives_idle", 7200, "s", "default"),
                new Timeout("tcp_keepalives_interval", 75, "s", "default"));
        assertThat(server.check("timeouts").needs())
                .containsExactly(
                        new Need.ServerSetting("tcp_keepalives_idle", "60", false),
                        new Need.ServerSetting("client_connection_check_interval", "'10s'", false));
        assertThat(server.check("timeouts").details()).last().asString().contains("after 7875 s");
        assertThat(Verdict.of(server.checks())).isEqualTo(Verdict.READY);
    }

    private Standing versioned(int number) {
        server.server = given(new Server(number, "x", false, Provider.PLAIN));
        return server.check("version").standing();
    }

    private Standing way(Way way) {
        server.way = given(way);
        return server.check("direct").standing();
    }

    private Standing clock(Duration difference, Duration uncertainty) {
        server.clock = new ClockReading(difference, uncertainty);
        return server.check("clock").standing();
    }
}
