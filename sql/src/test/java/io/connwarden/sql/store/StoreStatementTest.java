package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.SqlFolder;
import org.junit.jupiter.api.Test;

class StoreStatementTest {

    @Test
    void store_statements_and_sql_files_match_in_both_directions() {
        SqlFolder.assertMatches("io/connwarden/sql/store", StoreStatement.values());
    }

    @Test
    void every_store_statement_begins_with_a_comment() {
        assertThat(StoreStatement.values())
                .allSatisfy(statement -> assertThat(statement.sql()).matches("(?s)-- [A-Z].{20,}\\n.*"));
    }
}
