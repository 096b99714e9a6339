package io.connwarden.sql.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.SqlFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoctorStatementTest {

    @Test
    void doctor_statements_and_sql_files_match_in_both_directions() {
        SqlFolder.assertMatches("io/connwarden/sql/doctor", DoctorStatement.values());
    }

    @ParameterizedTest
    @EnumSource
    void a_doctor_file_holds_one_statement_that_only_reads(DoctorStatement statement) {
        String sql = statement.sql().replaceAll("--.*", "").strip();
        assertThat(sql).startsWith("SELECT").endsWith(";");
        assertThat(sql.split(";")).hasSize(1);
        assertThat(sql).doesNotContain("pg_terminate_backend", "pg_cancel_backend", "set_config");
    }
}
