package io.connwarden.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.sql.target.TargetStatement;
import org.junit.jupiter.api.Test;

class SqlFileTest {

    @Test
    void a_sql_file_is_loaded_from_the_package_of_its_class() {
        assertThat(SqlFile.load(TargetStatement.class, "backends.sql")).contains("pg_stat_database");
    }

    @Test
    void a_missing_sql_file_is_named_in_the_error() {
        assertThatThrownBy(() -> SqlFile.load(TargetStatement.class, "nowhere.sql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere.sql");
    }

    @Test
    void a_sql_file_without_a_leading_comment_is_rejected() {
        assertThatThrownBy(() -> SqlFile.load(SqlFileTest.class, "/io/connwarden/sql/without-comment.sql"))
                .hasMessageContaining("without-comment.sql")
                .hasMessageContaining("comment");
    }
}
