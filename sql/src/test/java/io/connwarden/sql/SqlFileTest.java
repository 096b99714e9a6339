package io.connwarden.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.sql.target.TargetStatement;
import org.junit.jupiter.api.Test;

class SqlFileTest {

    @Test
    void a_file_is_found_beside_its_anchor() {
        assertThat(SqlFile.load(TargetStatement.class, "backends.sql")).contains("pg_stat_database");
    }

    @Test
    void a_file_that_is_missing_is_named() {
        assertThatThrownBy(() -> SqlFile.load(TargetStatement.class, "nowhere.sql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere.sql");
    }

    @Test
    void a_file_that_does_not_say_what_it_answers_is_refused() {
        assertThatThrownBy(() -> SqlFile.load(SqlFileTest.class, "/io/connwarden/sql/silent.sql"))
                .hasMessageContaining("silent.sql")
                .hasMessageContaining("comment");
    }
}
