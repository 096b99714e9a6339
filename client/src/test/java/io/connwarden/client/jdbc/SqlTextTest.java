package io.connwarden.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "  insert into t values (1);  ",
                "/* caller */ -- reason\n UPDATE t SET a = 1",
                "WITH moved AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM moved",
                "VALUES (1)",
                "INSERT INTO t VALUES ('concurrently')",
            })
    void a_plain_statement_commits_at_most_once(String sql) {
        assertThat(SqlText.isSingleCommit(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL settle()",
                "{call settle()}",
                "DO $$ BEGIN COMMIT; END $$",
                "INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)",
                "BEGIN; INSERT INTO t VALUES (1); COMMIT; SELECT 1",
                "/* SELECT */ CALL settle()",
                "VACUUM t",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (id)",
                "drop index concurrently i",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
                "",
                "-- nothing",
                "/* never closed",
            })
    void statements_that_may_commit_several_times_are_recognized(String sql) {
        assertThat(SqlText.isSingleCommit(sql)).isFalse();
    }
}
