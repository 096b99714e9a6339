package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.query.Effect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that goes away, comes back, and is full. */
class OutageIT {
    private static final int SLOTS = 12;
    private static PostgresServer server;
    private QueryRouter router;

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.start(
                PostgresServerOptions.standard().maxConnections(SLOTS).with("superuser_reserved_connections", "2"));
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app LOGIN");
            statement.execute("CREATE TABLE written (id int)");
            statement.execute("GRANT ALL ON written TO app");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        router = open(6);
    }

    private static QueryRouter open(int connections) {
        return QueryRouter.open(RouterSettings.forUrl(server.jdbcUrlWithoutUser("postgres"))
                .user("app")
                .applicationName("outage-it")
                .maxConnections(connections)
                .reservedConnections(2)
                .fallbackAfter(Duration.ofMillis(200))
                .build());
    }

    @AfterEach
    void close() {
        router.close();
        server.start();
    }

    @Test
    void reads_go_through_a_restart_and_writes_are_done_once_or_reported() {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger uncertain = new AtomicInteger();
        AtomicInteger rounds = new AtomicInteger();
        Background<Integer> readers = new Background<Integer>().start(4, () -> {
            int sum = 0;
            for (int i = 0; i < 200; i++) {
                sum += router.executeQuery(
                                Routers.number("SELECT 1"),
                                QueryOptions.read("read")
                                        .withTimeout(Duration.ofMinutes(1))
                                        .withRetries(100))
                        .intValue();
                rounds.incrementAndGet();
                Thread.sleep(5);
            }
            return sum;
        });
        Background<Integer> writer = Background.run(() -> {
            while (readers.stillRunning() > 0) {
                write(written, uncertain);
            }
            return written.get();
        });
        await().until(() -> rounds.get() > 50);
        server.restart();

        assertThat(readers.answers()).hasSize(4).containsOnly(200);
        writer.answer();
        long inTable = router.executeQuery(Routers.number("SELECT count(*) FROM written"), QueryOptions.read("count"));
        assertThat(inTable).isBetween((long) written.get(), (long) written.get() + uncertain.get());
        assertThat(written.get()).isPositive();
    }

    private void write(AtomicInteger written, AtomicInteger uncertain) {
        try {
            router.executeQuery(Routers.update("INSERT INTO written VALUES (1)"), QueryOptions.write("write"));
            written.incrementAndGet();
        } catch (QueryException e) {
            if (e.effect() == Effect.POSSIBLE) {
                uncertain.incrementAndGet();
            }
        }
    }

    @Test
    void the_deadline_holds_across_all_retries_while_the_server_is_away() {
        server.stop();
        long start = System.nanoTime();
        assertThatThrownBy(() -> router.executeQuery(
                        Routers.number("SELECT 1"),
                        QueryOptions.read("away")
                                .withTimeout(Duration.ofSeconds(2))
                                .withRetries(100)))
                .isInstanceOf(QueryTimeoutException.class)
                .hasMessageContaining("'away'");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
    }

    @Test
    void a_router_opened_while_the_server_is_away_finds_it_when_it_is_back() {
        server.stop();
        try (QueryRouter early = open(4)) {
            Background<Long> read = Background.run(() -> early.executeQuery(
                    Routers.number("SELECT 9"),
                    QueryOptions.read("early")
                            .withTimeout(Duration.ofMinutes(1))
                            .withRetries(100)));
            server.start();
            assertThat(read.answer()).isEqualTo(9);
        }
    }

    @Test
    void on_a_full_server_the_reserved_lane_still_answers_and_the_rest_is_told_why() {
        router.executeHighPriorityQuery(Routers.number("SELECT 1"), QueryOptions.read("warm"));
        await().until(() -> router.status().reserved().pool().total() == 2);
        await().until(() -> router.status().standard().pool().total() == 2);
        try (SessionCrowd crowd = SessionCrowd.idle(server.jdbcUrl("postgres"), SLOTS - 2 - 4, "crowd")) {
            assertThat(crowd.size()).isEqualTo(SLOTS - 2 - 4);
            assertThat(router.executeHighPriorityQuery(Routers.number("SELECT 2"), QueryOptions.read("urgent")))
                    .isEqualTo(2);
            Background<Long> holders = new Background<Long>()
                    .start(
                            2,
                            () -> router.executeQuery(
                                    Routers.number("SELECT 1 FROM pg_sleep(15)"), QueryOptions.read("holds")));
            await().until(() -> router.status().standard().pool().active() == 2);
            // Both standard connections are busy and a third is refused with 53300: the reserved lane serves.
            assertThat(router.executeQuery(Routers.number("SELECT 3"), QueryOptions.read("falls_back")))
                    .isEqualTo(3);
            assertThat(router.status().totals().fallbacks()).isPositive();
            assertThatThrownBy(() -> router.executeQuery(
                            Routers.number("SELECT 4"),
                            QueryOptions.batch("low").withTimeout(Duration.ofSeconds(1))))
                    .isInstanceOf(QueryTimeoutException.class);
            assertThat(holders.answers()).hasSize(2);
        }
    }

    @Test
    void a_full_server_is_used_again_as_soon_as_it_has_room() {
        router.close();
        Background<Long> read;
        try (SessionCrowd crowd = SessionCrowd.idle(server.jdbcUrl("postgres"), SLOTS - 2, "crowd")) {
            assertThat(crowd.size()).isEqualTo(SLOTS - 2);
            router = open(6);
            read = Background.run(() -> router.executeQuery(
                    Routers.number("SELECT 11"), QueryOptions.read("patient").withRetries(100)));
            await().until(() -> router.status().standard().inFlight()
                            + router.status().reserved().inFlight()
                    > 0);
            assertThat(read.stillRunning()).isEqualTo(1);
        }
        assertThat(read.answer()).isEqualTo(11);
    }
}
