package io.connwarden.client.lent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "  insert into t values (1);  ",
                "/* who asks */ -- and why\n UPDATE t SET a = 1",
                "WITH moved AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM moved",
                "VALUES (1)",
                "INSERT INTO t VALUES ('concurrently')",
            })
    void one_plain_statement_stands_or_falls_as_a_whole(String sql) {
        assertThat(SqlText.commitsOnceAtMost(sql)).isTrue();
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
    void whatever_may_commit_on_its_way_is_not_one(String sql) {
        assertThat(SqlText.commitsOnceAtMost(sql)).isFalse();
    }
}
