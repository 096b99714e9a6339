package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with read-only sessions, as a demoted primary has them, while new sessions are not. */
class ReadOnlyServerIT {
    private static final String DATABASE = "read_only_server_it";
    private static final int CONNECTIONS = 8;

    @BeforeEach
    void create() {
        TestRouters.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        TestRouters.execute("CREATE DATABASE " + DATABASE);
    }

    @AfterEach
    void drop() {
        TestRouters.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    }

    @Test
    void a_change_is_repeated_on_a_new_connection_and_the_others_are_replaced() {
        String url = TestRouters.url().replaceAll("/postgres(\\?|$)", "/" + DATABASE + "$1");
        try (QueryRouter router = QueryRouter.open(RouterSettings.forUrl(url)
                .applicationName("read-only-it")
                .maxConnections(CONNECTIONS + 1)
                .reservedConnections(1)
                .fallbackConnections(0)
                .build())) {
            router.executeQuery(TestRouters.updateQuery("CREATE TABLE written (id int)"), QueryOptions.write("create"));
            TestRouters.execute("ALTER DATABASE " + DATABASE + " SET default_transaction_read_only = on");
            TestRouters.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + DATABASE + "'");
            openAllConnections(router);
            TestRouters.execute("ALTER DATABASE " + DATABASE + " RESET default_transaction_read_only");

            AtomicInteger attempts = new AtomicInteger();
            for (int i = 0; i < CONNECTIONS; i++) {
                router.executeTransaction(
                        connection -> {
                            attempts.incrementAndGet();
                            return TestRouters.updateQuery("INSERT INTO written VALUES (1)")
                                    .run(connection);
                        },
                        QueryOptions.general("write").withPriority(Priority.NORMAL));
            }
            assertThat(attempts).hasValue(CONNECTIONS + 1);
            assertThat(router.status().totals().failed()).isZero();
        }
    }

    /** Opens every standard connection while the sessions are read-only. */
    private static void openAllConnections(QueryRouter router) {
        CyclicBarrier all = new CyclicBarrier(CONNECTIONS);
        new TestThreads<Integer>()
                .start(
                        CONNECTIONS,
                        () -> router.executeQuery(
                                connection -> {
                                    try {
                                        return all.await();
                                    } catch (Exception e) {
                                        throw new AssertionError(e);
                                    }
                                },
                                QueryOptions.read("holds")))
                .results();
    }
}
