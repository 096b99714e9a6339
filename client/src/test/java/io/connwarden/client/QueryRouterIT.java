package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Effect;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryRouterIT {
    private static final String APPLICATION = "router-it";
    private QueryRouter router;

    @BeforeEach
    void open() {
        Routers.execute("CREATE TABLE IF NOT EXISTS notes (id serial, text text UNIQUE)");
        Routers.execute("TRUNCATE notes");
        router = QueryRouter.open(
                Routers.settings(APPLICATION).maxConnections(10).build());
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void a_read_is_answered() {
        assertThat(router.smartQuery(Routers.number("SELECT 41 + 1"), QueryOptions.read("answer")))
                .isEqualTo(42);
    }

    @Test
    void each_priority_uses_its_lane() {
        // Where there is none yet, normal traffic may fall back.
        await().until(() -> router.status().standard().pool().idle() > 0);
        String mine =
                "SELECT (application_name LIKE '%:reserved')::int FROM pg_stat_activity WHERE pid = pg_backend_pid()";
        assertThat(router.executeHighPriorityQuery(Routers.number(mine), QueryOptions.read("high")))
                .isEqualTo(1);
        assertThat(router.executeQuery(Routers.number(mine), QueryOptions.read("normal")))
                .isZero();
        assertThat(router.executeQuery(Routers.number(mine), QueryOptions.batch("low")))
                .isZero();
        assertThat(router.executeTransaction(Routers.number(mine), QueryOptions.named("transaction")))
                .isEqualTo(1);
        assertThat(router.smartQuery(Routers.number(mine), QueryOptions.write("write")))
                .isEqualTo(1);
    }

    @Test
    void what_postgresql_refuses_is_told_with_its_sqlstate_and_left_nothing() {
        router.executeQuery(Routers.update("INSERT INTO notes (text) VALUES ('a')"), QueryOptions.write("first"));
        assertThatThrownBy(() -> router.executeQuery(
                        Routers.update("INSERT INTO notes (text) VALUES ('a')"), QueryOptions.write("again")))
                .isInstanceOfSatisfying(QueryFailedException.class, e -> {
                    assertThat(e.sqlState()).isEqualTo("23505");
                    assertThat(e.effect()).isEqualTo(Effect.NONE);
                    assertThat(e.attempts()).isEqualTo(1);
                })
                .hasMessageContaining("'again'");
    }

    @Test
    void a_transaction_that_throws_leaves_nothing() {
        assertThatThrownBy(() -> router.executeTransaction(
                        connection -> {
                            Routers.update("INSERT INTO notes (text) VALUES ('gone')")
                                    .run(connection);
                            throw new IllegalStateException("the application changed its mind");
                        },
                        QueryOptions.named("changed_mind")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the application changed its mind");
        assertThat(Routers.ask("SELECT count(*) FROM notes")).isZero();
    }

    @Test
    void a_transaction_that_answers_is_committed() {
        router.executeTransaction(
                Routers.update("INSERT INTO notes (text) VALUES ('kept')"), QueryOptions.named("keep"));
        assertThat(Routers.ask("SELECT count(*) FROM notes")).isEqualTo(1);
    }

    @Test
    void a_timeout_cancels_the_statement_on_the_server() {
        QueryOptions options = QueryOptions.read("slow").withTimeout(Duration.ofMillis(300));
        assertThatThrownBy(() -> router.executeQuery(Routers.number("SELECT pg_sleep(60)"), options))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("'slow'");
        assertThat(Routers.sessions(APPLICATION, "state = 'active' AND query LIKE '%pg_sleep%'"))
                .isZero();
        await().untilAsserted(() ->
                assertThat(router.status().standard().pool().active()).isZero());
    }
}
