package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryRouterIT {
    private static final String APPLICATION = "router-it";
    private QueryRouter router;

    @BeforeEach
    void open() {
        TestRouters.execute("CREATE TABLE IF NOT EXISTS notes (id serial, text text UNIQUE)");
        TestRouters.execute("TRUNCATE notes");
        router = QueryRouter.open(TestRouters.settings(APPLICATION)
                .maxConnections(10)
                .fallbackConnections(0)
                .build());
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void a_read_is_answered() {
        assertThat(router.smartQuery(TestRouters.numberQuery("SELECT 41 + 1"), QueryOptions.read("answer")))
                .isEqualTo(42);
    }

    @Test
    void each_priority_uses_its_lane() {
        await().until(() -> router.status().standard().pool().idle() > 0);
        String mine =
                "SELECT (application_name LIKE '%:reserved')::int FROM pg_stat_activity WHERE pid = pg_backend_pid()";
        assertThat(router.executeHighPriorityQuery(TestRouters.numberQuery(mine), QueryOptions.read("high")))
                .isEqualTo(1);
        assertThat(router.executeQuery(TestRouters.numberQuery(mine), QueryOptions.read("normal")))
                .isZero();
        assertThat(router.executeQuery(TestRouters.numberQuery(mine), QueryOptions.batch("low")))
                .isZero();
        assertThat(router.executeTransaction(TestRouters.numberQuery(mine), QueryOptions.general("transaction")))
                .isEqualTo(1);
        assertThat(router.smartQuery(TestRouters.numberQuery(mine), QueryOptions.write("write")))
                .isEqualTo(1);
    }

    @Test
    void a_rejected_statement_is_reported_with_its_sqlstate_and_not_applied() {
        router.executeQuery(
                TestRouters.updateQuery("INSERT INTO notes (text) VALUES ('a')"), QueryOptions.write("first"));
        assertThatThrownBy(() -> router.executeQuery(
                        TestRouters.updateQuery("INSERT INTO notes (text) VALUES ('a')"), QueryOptions.write("again")))
                .isInstanceOfSatisfying(QueryFailedException.class, e -> {
                    assertThat(e.sqlState()).isEqualTo("23505");
                    assertThat(e.effect()).isEqualTo(FailureEffect.NONE);
                    assertThat(e.attempts()).isEqualTo(1);
                })
                .hasMessageContaining("'again'");
    }

    @Test
    void a_transaction_that_throws_is_rolled_back() {
        assertThatThrownBy(() -> router.executeTransaction(
                        connection -> {
                            TestRouters.updateQuery("INSERT INTO notes (text) VALUES ('gone')")
                                    .run(connection);
                            throw new IllegalStateException("the application changed its mind");
                        },
                        QueryOptions.general("changed_mind")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the application changed its mind");
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM notes")).isZero();
    }

    @Test
    void a_transaction_that_returns_is_committed() {
        router.executeTransaction(
                TestRouters.updateQuery("INSERT INTO notes (text) VALUES ('kept')"), QueryOptions.general("keep"));
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM notes")).isEqualTo(1);
    }

    @Test
    void each_asynchronous_method_returns_the_result_of_its_synchronous_counterpart() {
        String reserved =
                "SELECT (application_name LIKE '%:reserved')::int FROM pg_stat_activity WHERE pid = pg_backend_pid()";
        assertThat(router.smartQueryAsync(TestRouters.numberQuery("SELECT 5"), QueryOptions.read("smart_async"))
                        .join())
                .isEqualTo(5);
        assertThat(router.smartQueryAsync(TestRouters.numberQuery(reserved), QueryOptions.write("write_async"))
                        .join())
                .isEqualTo(1);
        assertThat(router.executeTransactionAsync(
                                TestRouters.updateQuery("INSERT INTO notes (text) VALUES ('async')"),
                                QueryOptions.general("transaction_async"))
                        .join())
                .isEqualTo(1);
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM notes WHERE text = 'async'"))
                .isEqualTo(1);
    }

    @Test
    void a_failed_asynchronous_transaction_is_rolled_back() {
        CompletableFuture<Integer> failed = router.executeTransactionAsync(
                connection -> {
                    TestRouters.updateQuery("INSERT INTO notes (text) VALUES ('gone')")
                            .run(connection);
                    throw new IllegalStateException("the application changed its mind");
                },
                QueryOptions.general("changed_mind_async"));
        assertThatThrownBy(failed::join).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(TestRouters.queryNumber("SELECT count(*) FROM notes")).isZero();
    }

    @Test
    void a_timeout_cancels_the_statement_on_the_server() {
        QueryOptions options = QueryOptions.read("slow").withTimeout(Duration.ofMillis(300));
        assertThatThrownBy(() -> router.executeQuery(TestRouters.numberQuery("SELECT pg_sleep(60)"), options))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("'slow'");
        assertThat(TestRouters.countSessions(APPLICATION, "state = 'active' AND query LIKE '%pg_sleep%'"))
                .isZero();
        await().untilAsserted(() ->
                assertThat(router.status().standard().pool().active()).isZero());
    }
}
