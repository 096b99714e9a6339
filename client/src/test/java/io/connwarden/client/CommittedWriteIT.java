package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.connwarden.client.query.Effect;
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

/** Outside a transaction, what a statement did remains when something fails after it. */
class CommittedWriteIT {
    private static final String INSERT = "INSERT INTO committed_write (id) VALUES (1)";

    private QueryRouter router;

    @BeforeEach
    void open() {
        Routers.execute("DROP TABLE IF EXISTS committed_write; CREATE TABLE committed_write (id int UNIQUE)");
        router = QueryRouter.open(Routers.settings("committed-it").build());
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void an_insert_remains_when_the_reading_of_its_answer_fails() {
        QueryFailedException failure = failureOf(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(INSERT + " RETURNING id")) {
                row.next();
                return row.getLong("typo");
            }
        });
        assertThat(failure.effect()).isEqualTo(Effect.POSSIBLE);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void an_insert_remains_when_it_answers_otherwise_than_the_driver_was_told() {
        QueryFailedException failure = failureOf(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeQuery(INSERT).next();
            }
        });
        assertThat(failure.effect()).isEqualTo(Effect.POSSIBLE);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void an_insert_is_not_repeated_for_a_failure_that_is_not_its_own() {
        QueryFailedException failure = failureOf(connection -> {
            Routers.update("INSERT INTO committed_write (id) SELECT count(*) FROM committed_write")
                    .run(connection);
            throw new SQLException("another database's", "40001");
        });
        assertThat(failure.effect()).isEqualTo(Effect.POSSIBLE);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void a_refused_insert_left_nothing_also_when_the_refusal_is_wrapped() {
        Routers.execute(INSERT);
        assertThat(failureOf(CommittedWriteIT::insert).effect()).isEqualTo(Effect.NONE);
        QueryFailedException wrapped = failureOf(connection -> {
            try {
                return insert(connection);
            } catch (SQLException e) {
                throw new SQLException("the application's own", "42000", e);
            }
        });
        assertThat(wrapped.effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void a_refusal_says_nothing_about_an_insert_that_came_after_it() {
        Routers.execute(INSERT);
        QueryFailedException failure = failureOf(connection -> {
            try {
                return insert(connection);
            } catch (SQLException e) {
                Routers.update("INSERT INTO committed_write (id) VALUES (2)").run(connection);
                throw e;
            }
        });
        assertThat(failure.effect()).isEqualTo(Effect.POSSIBLE);
        assertThat(rows()).isEqualTo(2);
    }

    private QueryFailedException failureOf(Query<?> query) {
        return catchThrowableOfType(
                QueryFailedException.class, () -> router.executeQuery(query, QueryOptions.write("insert")));
    }

    private static int insert(Connection connection) throws SQLException {
        return Routers.update(INSERT).run(connection);
    }

    private static long rows() {
        return Routers.ask("SELECT count(*) FROM committed_write");
    }
}
