package io.connwarden.doctor;

import static io.connwarden.doctor.DoctorTestServers.GUARD_RIGHTS;
import static io.connwarden.doctor.DoctorTestServers.checkResult;
import static io.connwarden.doctor.DoctorTestServers.diagnose;
import static io.connwarden.doctor.DoctorTestServers.executeSql;
import static io.connwarden.doctor.DoctorTestServers.remedies;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.remedy.Remedy;
import io.connwarden.testing.DebianPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real standby, following its primary by streaming. */
class StandbyIT {
    private static DebianPostgres primary;
    private static DebianPostgres standby;

    @BeforeAll
    static void start() throws Exception {
        RequiredProgram.check(DebianPostgres.isInstalled(), "PostgreSQL 15", "postgresql-15");
        primary = DebianPostgres.start("max_connections=20");
        executeSql(
                primary.url(),
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + " TO guard",
                "CREATE ROLE plain LOGIN",
                "CREATE ROLE shop LOGIN");
        standby = primary.startStandby("max_connections=20", "hot_standby=on");
    }

    @AfterAll
    static void stop() throws Exception {
        if (standby != null) {
            standby.close();
        }
        if (primary != null) {
            primary.close();
        }
    }

    @Test
    void sessions_of_a_standby_can_be_terminated_there() {
        Diagnosis diagnosis = diagnose(
                standby.urlWithoutUser(), "guard", "postgres", io.connwarden.doctor.reading.IntendedUse.RECLAIM);
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.READY);
        assertThat(checkResult(diagnosis, "replication").reason()).startsWith("a standby");
        assertThat(checkResult(diagnosis, "replication").severity()).isEqualTo(Severity.INFO);
        assertThat(checkResult(diagnosis, "signal privilege").details())
                .contains("tested on a second session of the doctor: terminated");
        // A superuser is the only reserve role before 16.
        assertThat(checkResult(diagnosis, "reserved slots").reason())
                .contains("role postgres can connect to a full server");
    }

    @Test
    void privileges_are_granted_on_the_primary() {
        Diagnosis diagnosis = diagnose(standby.urlWithoutUser(), "plain");
        assertThat(diagnosis.readiness()).isEqualTo(Readiness.NOT_READY);
        assertThat(remedies(diagnosis, "visibility"))
                .containsExactly(new Remedy("GRANT pg_monitor TO \"plain\";", "as a superuser, on the primary"));
    }
}
