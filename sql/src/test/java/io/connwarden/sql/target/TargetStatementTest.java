package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.SqlFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetStatementTest {

    @Test
    void target_statements_and_sql_files_match_in_both_directions() {
        SqlFolder.assertMatches("io/connwarden/sql/target", TargetStatement.values());
    }

    @ParameterizedTest
    @EnumSource
    void a_target_file_holds_one_statement_that_begins_with_a_comment(TargetStatement statement) {
        assertThat(statement.sql()).startsWith("-- ").endsWith(";\n");
        assertThat(withoutCommentsAndLiterals(statement.sql()).strip().split(";"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_comment_in_a_target_file_contains_no_parameter(TargetStatement statement) {
        assertThat(statement.sql().lines().filter(line -> line.contains("--")))
                .allSatisfy(
                        line -> assertThat(line.substring(line.indexOf("--"))).doesNotContain("?"));
    }

    private static String withoutCommentsAndLiterals(String sql) {
        // The leftmost match applies: a literal may contain two hyphens.
        return sql.replaceAll("'[^']*'|--.*", "");
    }
}
