package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.SharedInfrastructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Viewers of the sessions of a target, with the sessions and samples counted on the target itself. */
class ViewersIT {
    private static final int VIEWERS = 100;
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofSeconds(30));

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Thread> viewers = new ArrayList<>();
    private final Set<String> sampleStarts = new ConcurrentSkipListSet<>();
    private volatile boolean viewing = true;
    private volatile boolean counting = true;
    private PostgresServer server;
    private ConfigurableApplicationContext monitor;
    private Thread counter;

    @TempDir
    private Path folder;

    private String token;

    @BeforeEach
    void start() {
        token = ConsoleTokens.create(
                folder.resolve("tokens"),
                new ConsoleTokens.Grant("viewer", Set.of("read"), Set.of(), Map.of(), null),
                Instant.now());
        server = PostgresServer.start(PostgresServerOptions.standard());
        // Without viewers there is one sample in an hour.
        monitor = MonitorApplication.builder()
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers="
                                + SharedInfrastructure.kafka().bootstrapServers(),
                        "--connwarden.topics.prefix=viewers-it.",
                        "--connwarden.console.tokens-file=" + folder.resolve("tokens"),
                        "--connwarden.doctor.at-start=false",
                        "--connwarden.monitor.health-check-interval=1h",
                        "--connwarden.monitor.critical-interval=1h",
                        "--connwarden.monitor.tripwire-interval=1h",
                        "--connwarden.monitor.min-interval=1s",
                        "--connwarden.targets[0].id=seen",
                        "--connwarden.targets[0].url=" + server.jdbcUrlWithoutUser("postgres"),
                        "--connwarden.targets[0].user=postgres");
    }

    @AfterEach
    void stop() throws Exception {
        viewing = false;
        counting = false;
        for (Thread viewer : viewers) {
            viewer.join(60_000);
        }
        if (counter != null) {
            counter.join(60_000);
        }
        monitor.close();
        server.close();
    }

    @Test
    void a_hundred_viewers_open_no_session_and_cause_at_most_one_sample_per_second() throws Exception {
        AWAIT.untilAsserted(() -> assertThat(read("limit=1")).contains("capturedAt"));
        AWAIT.until(() -> monitorSessions() == 1);
        long sessionsBefore = sessionsEver();
        startCounter();
        long start = System.nanoTime();
        for (int i = 0; i < VIEWERS; i++) {
            start(this::view);
        }
        AWAIT.until(() -> sampleStarts.size() >= 6);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(sampleStarts.size()).isLessThanOrEqualTo((int) seconds + 2);
        // A page shows a fresh sample, although the interval is one hour.
        AWAIT.until(() -> ageSeconds() <= 2);
        assertThat(monitorSessions()).isEqualTo(1);
        // The session of the counter is the only new one.
        AWAIT.until(() -> sessionsEver() - sessionsBefore >= 1);
        assertThat(sessionsEver() - sessionsBefore)
                .as("with the sessions of this test")
                .isLessThan(VIEWERS / 2);

        viewing = false;
        int[] before = {-1};
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(4))
                .until(() -> {
                    boolean unchanged = before[0] == sampleStarts.size();
                    before[0] = sampleStarts.size();
                    return unchanged;
                });
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        viewers.add(thread);
        thread.start();
    }

    private void view() {
        while (viewing) {
            try {
                read("limit=1");
                Thread.sleep(500);
            } catch (Exception e) {
                return;
            }
        }
    }

    private double ageSeconds() throws Exception {
        String page = read("limit=1");
        String age = page.substring(page.indexOf("\"ageSeconds\":") + 13);
        return Double.parseDouble(age.substring(0, age.indexOf(',')));
    }

    private String read(String query) throws Exception {
        String port = monitor.getEnvironment().getRequiredProperty("local.server.port");
        return http.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + port + "/api/v1/targets/seen/sessions?" + query))
                                .header("Authorization", "Bearer " + token)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Records the start of each full sample on the target. The last statement of a sample remains visible. */
    private void startCounter() {
        counter = new Thread(() -> {
            try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                    Statement statement = connection.createStatement()) {
                while (counting) {
                    try (ResultSet rows = statement.executeQuery(
                            "SELECT query_start::text FROM pg_stat_activity"
                                    + " WHERE application_name = 'connwarden-monitor' AND query LIKE '%oldest prepared transactions%'")) {
                        while (rows.next()) {
                            sampleStarts.add(rows.getString(1));
                        }
                    }
                    Thread.sleep(20);
                }
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        counter.setDaemon(true);
        counter.start();
    }

    private long monitorSessions() throws SQLException {
        return number("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'connwarden%'");
    }

    /** Returns the number of sessions since the start of the server. */
    private long sessionsEver() throws SQLException {
        return number("SELECT sum(sessions) FROM pg_stat_database");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
