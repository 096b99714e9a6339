package io.connwarden.doctor;

import static io.connwarden.doctor.Patients.GUARD_RIGHTS;
import static io.connwarden.doctor.Patients.check;
import static io.connwarden.doctor.Patients.examined;
import static io.connwarden.doctor.Patients.remedies;
import static io.connwarden.doctor.Patients.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.assessment.Standing;
import io.connwarden.doctor.assessment.Verdict;
import io.connwarden.doctor.remedy.Remedy;
import io.connwarden.embedded.fixture.DebianPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real standby, following its primary by streaming. */
class StandbyIT {
    private static DebianPostgres primary;
    private static DebianPostgres standby;

    @BeforeAll
    static void start() throws Exception {
        DebianNeeded.check(DebianPostgres.present(), "PostgreSQL 15", "postgresql-15");
        primary = DebianPostgres.start("max_connections=20");
        sql(
                primary.url(),
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + " TO guard",
                "CREATE ROLE nobody LOGIN",
                "CREATE ROLE shop LOGIN");
        standby = primary.standby("max_connections=20", "hot_standby=on");
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
    void sessions_of_a_standby_can_be_ended_there() {
        Diagnosis diagnosis =
                examined(standby.urlWithoutUser(), "guard", "postgres", io.connwarden.doctor.finding.Duty.RECLAIM);
        assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.READY);
        assertThat(check(diagnosis, "replication").reason()).startsWith("a standby");
        assertThat(check(diagnosis, "replication").standing()).isEqualTo(Standing.NOTE);
        assertThat(check(diagnosis, "ending sessions").details())
                .contains("tried on a second session of its own: it was ended");
        // A superuser as reserve role, the only reserve there is before 16.
        assertThat(check(diagnosis, "reserve").reason()).contains("role postgres gets into a full server");
    }

    @Test
    void rights_are_granted_on_the_primary() {
        Diagnosis diagnosis = examined(standby.urlWithoutUser(), "nobody");
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNABLE);
        assertThat(remedies(diagnosis, "visibility"))
                .containsExactly(new Remedy("GRANT pg_monitor TO \"nobody\";", "as a superuser, on the primary"));
    }
}
