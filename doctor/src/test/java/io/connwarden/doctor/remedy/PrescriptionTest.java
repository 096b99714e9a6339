package io.connwarden.doctor.remedy;

import static io.connwarden.doctor.assessment.Cases.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.assessment.Cases;
import io.connwarden.doctor.assessment.Need;
import io.connwarden.doctor.finding.Provider;
import io.connwarden.doctor.finding.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrescriptionTest {
    private static final Need RIGHT = new Need.Right("guard", "pg_monitor");
    private static final Need RESERVE = new Need.ServerSetting("reserved_connections", "3", true);

    private final Cases server = new Cases();

    @Test
    void plain_settings_say_whether_a_restart_is_needed() {
        assertThat(Prescription.on(server.findings()).cure(RESERVE))
                .isEqualTo(new Remedy(
                        "ALTER SYSTEM SET reserved_connections = 3;", "as a superuser, then restart the server"));
        assertThat(Prescription.on(server.findings())
                        .cure(new Need.ServerSetting("track_activities", "on", false))
                        .where())
                .isEqualTo("as a superuser, then reload: pg_reload_conf()");
    }

    @ParameterizedTest
    @CsvSource({
        "AMAZON_RDS, rds_superuser, parameter group",
        "GOOGLE_CLOUD_SQL, cloudsqlsuperuser, database flag",
        "AZURE, azure_pg_admin, server parameter",
        "SUPABASE, postgres, Supabase CLI"
    })
    void a_provider_has_the_same_grants_and_its_own_place_for_settings(Provider provider, String admin, String place) {
        server.server = given(new Server(180_001, "18.1", false, provider));
        Prescription prescription = Prescription.on(server.findings());
        assertThat(prescription.cure(RIGHT).what()).isEqualTo("GRANT pg_monitor TO \"guard\";");
        assertThat(prescription.cure(RIGHT).where()).contains(admin).doesNotContain("as a superuser");
        assertThat(prescription.cure(RESERVE).what()).isEqualTo("reserved_connections = 3");
        assertThat(prescription.cure(RESERVE).where()).contains(place);
    }

    @ParameterizedTest
    @EnumSource
    void a_provider_known_by_its_address_alone_is_taken_at_its_word(Provider presumed) {
        server.presumed = presumed;
        assertThat(server.findings().provider()).isEqualTo(presumed);
    }

    @Test
    void what_concerns_roles_is_done_on_the_primary_and_what_concerns_the_server_is_not() {
        server.server = given(new Server(150_001, "15.1", true, Provider.PLAIN));
        Prescription prescription = Prescription.on(server.findings());
        assertThat(prescription.cure(RIGHT).where()).endsWith("on the primary");
        assertThat(prescription.cure(RESERVE).where()).doesNotContain("primary");
        assertThat(prescription
                        .cure(new Need.Inheritance("guard", "pg_monitor", false))
                        .what())
                .isEqualTo("ALTER ROLE \"guard\" INHERIT;");
        assertThat(prescription
                        .cure(new Need.Inheritance("guard", "pg_monitor", true))
                        .what())
                .isEqualTo("GRANT pg_monitor TO \"guard\";");
    }

    @Test
    void every_other_need_has_its_statement() {
        Prescription prescription = Prescription.on(server.findings());
        assertThat(prescription
                        .cure(new Need.RoleSetting("guard", "idle_session_timeout", "0"))
                        .what())
                .isEqualTo("ALTER ROLE \"guard\" SET idle_session_timeout = 0;");
        assertThat(prescription.cure(new Need.HigherConnectionLimit("guard")).what())
                .isEqualTo("ALTER ROLE \"guard\" CONNECTION LIMIT -1;");
        assertThat(prescription.cure(new Need.HigherDatabaseLimit("a\"b")).what())
                .isEqualTo("ALTER DATABASE \"a\"\"b\" CONNECTION LIMIT -1;");
        assertThat(prescription.cure(new Need.LongerValidity("guard")).what())
                .isEqualTo("ALTER ROLE \"guard\" VALID UNTIL 'infinity';");
        assertThat(prescription.cure(new Need.Advice("ask again"))).isEqualTo(new Remedy("ask again", ""));
    }
}
