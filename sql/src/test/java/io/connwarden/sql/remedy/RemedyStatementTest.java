package io.connwarden.sql.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.sql.SqlFolder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemedyStatementTest {

    @Test
    void names_and_files_match_both_ways() {
        assertThat(SqlFolder.files("io/connwarden/sql/remedy"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RemedyStatement.values())
                        .map(statement ->
                                statement.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql")
                        .toList());
    }

    @Test
    void a_statement_is_one_line_without_the_files_comment() {
        String role = RemedyStatement.quoted("it's a \"role\" $1");
        assertThat(RemedyStatement.GRANT.with(Map.of("right", "pg_monitor", "role", role)))
                .isEqualTo("GRANT pg_monitor TO \"it's a \"\"role\"\" $1\";");
    }

    @Test
    void a_place_without_a_value_is_refused() {
        assertThatThrownBy(() -> RemedyStatement.GRANT.with(Map.of("right", "pg_monitor")))
                .hasMessage("no value for :role");
    }
}
