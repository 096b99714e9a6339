package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outside a transaction, a statement remains applied if a later step fails. */
class CommittedWriteIT {
    private static final String INSERT = "INSERT INTO committed_write (id) VALUES (1)";

    private QueryRouter router;

    @BeforeEach
    void open() {
        TestRouters.execute("DROP TABLE IF EXISTS committed_write; CREATE TABLE committed_write (id int UNIQUE)");
        router = QueryRouter.open(TestRouters.settings("committed-it").build());
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void an_insert_remains_when_reading_its_result_fails() {
        QueryFailedException failure = failureOf(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(INSERT + " RETURNING id")) {
                row.next();
                return row.getLong("typo");
            }
        });
        assertThat(failure.effect()).isEqualTo(FailureEffect.POSSIBLE);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void an_insert_without_result_set_remains_after_executeQuery_fails() {
        QueryFailedException failure = failureOf(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeQuery(INSERT).next();
            }
        });
        assertThat(failure.effect()).isEqualTo(FailureEffect.POSSIBLE);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void an_insert_is_not_retried_after_a_failure_of_another_database() {
        QueryFailedException failure = failureOf(connection -> {
            TestRouters.updateQuery("INSERT INTO committed_write (id) SELECT count(*) FROM committed_write")
                    .run(connection);
            throw new SQLException("another database's", "40001");
        });
        assertThat(failure.effect()).isEqualTo(FailureEffect.POSSIBLE);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void a_rejected_insert_is_not_applied_even_if_the_error_is_wrapped() {
        TestRouters.execute(INSERT);
        assertThat(failureOf(CommittedWriteIT::insert).effect()).isEqualTo(FailureEffect.NONE);
        QueryFailedException wrapped = failureOf(connection -> {
            try {
                return insert(connection);
            } catch (SQLException e) {
                throw new SQLException("the application's own", "42000", e);
            }
        });
        assertThat(wrapped.effect()).isEqualTo(FailureEffect.NONE);
    }

    @Test
    void an_insert_after_a_rejected_insert_is_possibly_applied() {
        TestRouters.execute(INSERT);
        QueryFailedException failure = failureOf(connection -> {
            try {
                return insert(connection);
            } catch (SQLException e) {
                TestRouters.updateQuery("INSERT INTO committed_write (id) VALUES (2)")
                        .run(connection);
                throw e;
            }
        });
        assertThat(failure.effect()).isEqualTo(FailureEffect.POSSIBLE);
        assertThat(rows()).isEqualTo(2);
    }

    private QueryFailedException failureOf(Query<?> query) {
        return catchThrowableOfType(
                QueryFailedException.class, () -> router.executeQuery(query, QueryOptions.write("insert")));
    }

    private static int insert(Connection connection) throws SQLException {
        return TestRouters.updateQuery(INSERT).run(connection);
    }

    private static long rows() {
        return TestRouters.queryNumber("SELECT count(*) FROM committed_write");
    }
}
