package io.connwarden.sql.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.sql.SqlFolder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemedyStatementTest {

    @Test
    void remedy_statements_and_sql_files_match_in_both_directions() {
        SqlFolder.assertMatches("io/connwarden/sql/remedy", RemedyStatement.values());
    }

    @Test
    void a_remedy_is_one_line_without_the_comment_of_its_file() {
        String role = RemedyStatement.quoteIdentifier("it's a \"role\" $1");
        assertThat(RemedyStatement.GRANT.format(Map.of("privilege", "pg_monitor", "role", role)))
                .isEqualTo("GRANT pg_monitor TO \"it's a \"\"role\"\" $1\";");
    }

    @Test
    void a_placeholder_without_a_value_is_rejected() {
        assertThatThrownBy(() -> RemedyStatement.GRANT.format(Map.of("privilege", "pg_monitor")))
                .hasMessage("no value for :role");
    }
}
