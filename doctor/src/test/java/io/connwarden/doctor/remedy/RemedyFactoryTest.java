package io.connwarden.doctor.remedy;

import static io.connwarden.doctor.check.ReadingsCases.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.check.MissingRequirement;
import io.connwarden.doctor.check.ReadingsCases;
import io.connwarden.doctor.reading.Provider;
import io.connwarden.doctor.reading.Readings.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RemedyFactoryTest {
    private static final MissingRequirement PRIVILEGE = new MissingRequirement.MissingPrivilege("guard", "pg_monitor");
    private static final MissingRequirement RESERVE =
            new MissingRequirement.ServerSetting("reserved_connections", "3", true);

    private final ReadingsCases server = new ReadingsCases();

    @Test
    void a_server_setting_names_the_restart_it_needs() {
        assertThat(RemedyFactory.forReadings(server.readings()).remedyFor(RESERVE))
                .isEqualTo(new Remedy(
                        "ALTER SYSTEM SET reserved_connections = 3;", "as a superuser, then restart the server"));
        assertThat(RemedyFactory.forReadings(server.readings())
                        .remedyFor(new MissingRequirement.ServerSetting("track_activities", "on", false))
                        .context())
                .isEqualTo("as a superuser, then reload: pg_reload_conf()");
    }

    @ParameterizedTest
    @CsvSource({
        "AMAZON_RDS, rds_superuser, parameter group",
        "GOOGLE_CLOUD_SQL, cloudsqlsuperuser, database flag",
        "AZURE, azure_pg_admin, server parameter",
        "SUPABASE, postgres, Supabase CLI"
    })
    void a_provider_has_its_own_instructions_for_settings(Provider provider, String admin, String place) {
        server.server = success(new Server(180_001, "18.1", false, provider));
        RemedyFactory prescription = RemedyFactory.forReadings(server.readings());
        assertThat(prescription.remedyFor(PRIVILEGE).action()).isEqualTo("GRANT pg_monitor TO \"guard\";");
        assertThat(prescription.remedyFor(PRIVILEGE).context()).contains(admin).doesNotContain("as a superuser");
        assertThat(prescription.remedyFor(RESERVE).action()).isEqualTo("reserved_connections = 3");
        assertThat(prescription.remedyFor(RESERVE).context()).contains(place);
    }

    @ParameterizedTest
    @EnumSource
    void a_provider_known_by_its_address_alone_is_used(Provider presumed) {
        server.presumedProvider = presumed;
        assertThat(server.readings().provider()).isEqualTo(presumed);
    }

    @Test
    void role_remedies_apply_to_the_primary_and_server_remedies_to_the_server() {
        server.server = success(new Server(150_001, "15.1", true, Provider.PLAIN));
        RemedyFactory prescription = RemedyFactory.forReadings(server.readings());
        assertThat(prescription.remedyFor(PRIVILEGE).context()).endsWith("on the primary");
        assertThat(prescription.remedyFor(RESERVE).context()).doesNotContain("primary");
        assertThat(prescription
                        .remedyFor(new MissingRequirement.MissingInheritance("guard", "pg_monitor", false))
                        .action())
                .isEqualTo("ALTER ROLE \"guard\" INHERIT;");
        assertThat(prescription
                        .remedyFor(new MissingRequirement.MissingInheritance("guard", "pg_monitor", true))
                        .action())
                .isEqualTo("GRANT pg_monitor TO \"guard\";");
    }

    @Test
    void every_other_requirement_has_its_statement() {
        RemedyFactory prescription = RemedyFactory.forReadings(server.readings());
        assertThat(prescription
                        .remedyFor(new MissingRequirement.RoleSetting("guard", "idle_session_timeout", "0"))
                        .action())
                .isEqualTo("ALTER ROLE \"guard\" SET idle_session_timeout = 0;");
        assertThat(prescription
                        .remedyFor(new MissingRequirement.HigherConnectionLimit("guard"))
                        .action())
                .isEqualTo("ALTER ROLE \"guard\" CONNECTION LIMIT -1;");
        assertThat(prescription
                        .remedyFor(new MissingRequirement.HigherDatabaseLimit("a\"b"))
                        .action())
                .isEqualTo("ALTER DATABASE \"a\"\"b\" CONNECTION LIMIT -1;");
        assertThat(prescription
                        .remedyFor(new MissingRequirement.LongerValidity("guard"))
                        .action())
                .isEqualTo("ALTER ROLE \"guard\" VALID UNTIL 'infinity';");
        assertThat(prescription.remedyFor(new MissingRequirement.Advice("ask again")))
                .isEqualTo(new Remedy("ask again", ""));
    }
}
