package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.embedded.fixture.SharedInfrastructure;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One monitor with five targets: a healthy one, one it may not see, one whose password it has wrong, one that never
 * answers, and one that is stopped and filled. The regular interval is an hour, so whatever arrives later than the
 * first event was seen by the tripwire.
 */
@ExtendWith(OutputCaptureExtension.class)
class MonitorIT {
    private static final String PREFIX = "monitor-it.";
    private static final String RIGHT = "right-open-sesame";
    private static final String WRONG = "wrong-open-sesame";
    private static final ConditionFactory SOON = await().atMost(Duration.ofSeconds(90));

    @TempDir
    static Path folder;

    private static PostgresServer own;
    private static SilentServer silent;
    private static SessionCrowd somebody;
    private static ConfigurableApplicationContext monitor;
    private static HealthTopicReader topic;

    @BeforeAll
    static void start() throws Exception {
        own = PostgresServer.start(PostgresServerOptions.standard()
                .maxConnections(20)
                .with("hba_file", passwordsForAllButPostgres().toString()));
        run(own, "CREATE ROLE watcher LOGIN PASSWORD '" + RIGHT + "' IN ROLE pg_monitor");
        run(SharedInfrastructure.postgres(), "CREATE ROLE watcher LOGIN IN ROLE pg_monitor");
        run(SharedInfrastructure.postgres(), "CREATE ROLE blind LOGIN");
        // Whom a role without the right to look cannot see, however early it looks.
        somebody = SessionCrowd.idle(SharedInfrastructure.postgres().jdbcUrl("postgres"), 1, "somebody");
        silent = new SilentServer();
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        monitor = MonitorApplication.builder().run(arguments(bootstrap));
        topic = new HealthTopicReader(bootstrap, PREFIX + "health");
    }

    private static String[] arguments(String bootstrap) {
        String shared = SharedInfrastructure.postgres().jdbcUrlWithoutUser("postgres");
        String owned = own.jdbcUrlWithoutUser("postgres");
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + bootstrap,
                "--connwarden.topics.prefix=" + PREFIX,
                "--connwarden.topics.partitions=3",
                "--connwarden.monitor.instance=it",
                // Sessions are counted here; the doctor's would be among them.
                "--connwarden.doctor.at-start=false",
                "--connwarden.monitor.health-check-interval=1h",
                "--connwarden.monitor.critical-interval=1h",
                "--connwarden.monitor.tripwire-interval=200ms",
                "--connwarden.monitor.retry-first=200ms",
                "--connwarden.monitor.retry-most=1s"));
        target(arguments, 0, "silent", silent.jdbcUrl(), "watcher", "any");
        target(arguments, 1, "crowded", shared, "watcher", "any");
        target(arguments, 2, "unseen", shared, "blind", "any");
        target(arguments, 3, "mistaken", owned, "watcher", WRONG);
        target(arguments, 4, "mortal", owned, "watcher", RIGHT);
        return arguments.toArray(String[]::new);
    }

    private static void target(List<String> into, int index, String id, String url, String user, String password) {
        String key = "--connwarden.targets[" + index + "].";
        into.addAll(List.of(key + "id=" + id, key + "url=" + url, key + "user=" + user, key + "password=" + password));
    }

    private static Path passwordsForAllButPostgres() throws IOException {
        Path file = folder.resolve("pg_hba.conf");
        Files.writeString(file, "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        // The server runs as another user.
        assertThat(folder.toFile().setExecutable(true, false)
                        && folder.toFile().setReadable(true, false)
                        && file.toFile().setReadable(true, false))
                .isTrue();
        return file;
    }

    @AfterAll
    static void stop() throws Exception {
        monitor.close();
        topic.close();
        silent.close();
        somebody.close();
        run(SharedInfrastructure.postgres(), "DROP ROLE watcher, blind");
        own.close();
    }

    @Test
    void a_health_event_has_every_field_and_stands_under_its_targets_key() {
        Event<Health> event = first("crowded", health -> true);
        assertThat(event.id().source()).isEqualTo("urn:connwarden:monitor:it");
        Health health = event.data();
        assertThat(health.status()).isEqualTo(Status.HEALTHY);
        assertThat(health.serverVersion()).startsWith("18");
        assertThat(health.inRecovery()).isFalse();
        assertThat(health.lastCheck()).isBetween(Instant.now().minusSeconds(600), Instant.now());
        assertThat(health.recommendations()).isNotEmpty();
        Counts counts = health.counts();
        assertThat(counts.maxConnections()).isEqualTo(100);
        assertThat(counts.usableConnections()).isEqualTo(97);
        assertThat(counts.visibilityPercentage()).isEqualTo(100);
        assertThat(counts.totalConnections()).isPositive();
        assertThat(topic.records()).allSatisfy(record -> {
            assertThat(new String(record.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                    .startsWith("application/cloudevents+json");
            assertThat(new String(record.value(), StandardCharsets.UTF_8))
                    .contains("\"subject\":\"" + new String(record.key(), StandardCharsets.UTF_8) + "\"");
        });
    }

    @Test
    void the_topic_was_created_in_the_configured_shape() throws Exception {
        first("crowded", health -> true);
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", SharedInfrastructure.kafka().bootstrapServers()))) {
            assertThat(admin.describeTopics(List.of(PREFIX + "health"))
                            .allTopicNames()
                            .get()
                            .get(PREFIX + "health")
                            .partitions())
                    .hasSize(3);
        }
    }

    @Test
    void a_crowd_crossing_the_threshold_is_seen_at_once_though_another_target_hangs() {
        first("crowded", health -> true);
        SOON.untilAsserted(() -> assertThat(silent.accepted()).isPositive());
        try (SessionCrowd crowd =
                SessionCrowd.idle(SharedInfrastructure.postgres().jdbcUrl("postgres"), 85, "leaking-app")) {
            Health health = first(
                            "crowded", seen -> seen.status() == Status.WARNING || seen.status() == Status.CRITICAL)
                    .data();
            assertThat(health.topApplications().get(0).application()).isEqualTo("leaking-app");
            assertThat(crowd.alive()).hasSize(85);
        }
    }

    @Test
    void a_role_that_may_not_see_makes_the_target_unknown() {
        assertThat(first("unseen", health -> true).data().status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void a_target_that_never_answers_is_unreachable() {
        Health health = first("silent", seen -> true).data();
        assertThat(health.status()).isEqualTo(Status.UNREACHABLE);
        assertThat(health.counts()).isNull();
    }

    @Test
    void a_wrong_password_is_told_as_such_and_no_password_is_told_at_all(CapturedOutput output) {
        Health health =
                first("mistaken", seen -> seen.reason().contains("28P01")).data();
        assertThat(health.status()).isEqualTo(Status.UNREACHABLE);
        assertThat(health.reason()).contains("the server refused the role").contains("watcher");
        assertThat(topic.allText()).contains("mistaken").doesNotContain("sesame");
        SOON.untilAsserted(() -> assertThat(output.getAll()).contains("mistaken is UNREACHABLE"));
        assertThat(output.getAll()).doesNotContain("sesame");
    }

    @Test
    void a_stopped_target_is_unreachable_and_recovers_by_itself() {
        first("mortal", health -> health.status() == Status.HEALTHY);
        int before = topic.of("mortal").size();
        own.stop();
        after(before, "mortal", health -> health.status() == Status.UNREACHABLE);
        own.start();
        after(before, "mortal", health -> health.status() == Status.HEALTHY);
    }

    @Test
    void when_no_slot_is_left_the_monitor_goes_on_through_the_session_it_holds() throws SQLException {
        first("mortal", health -> health.status() == Status.HEALTHY);
        int before = topic.of("mortal").size();
        List<Connection> crowd = new ArrayList<>();
        try {
            fill(crowd);
            Health full = after(before, "mortal", health -> health.status() == Status.CRITICAL)
                    .data();
            assertThat(full.reason()).contains("critical threshold");
        } finally {
            for (Connection connection : crowd) {
                connection.close();
            }
        }
    }

    @Test
    void what_it_shows_of_itself_names_each_target_and_no_other_endpoint_is_open() throws Exception {
        first("silent", health -> true);
        first("unseen", health -> true);
        first("crowded", health -> true);
        SOON.untilAsserted(() -> assertThat(get("/actuator/health"))
                .contains("\"unseen\":\"UNKNOWN\"")
                .contains("\"silent\":\"UNREACHABLE\"")
                .contains("\"kafka\":{\"details\""));
        SOON.untilAsserted(() -> assertThat(get("/actuator/health/readiness")).contains("\"status\":\"UP\""));
        SOON.untilAsserted(() -> assertThat(get("/actuator/prometheus"))
                .contains("connwarden_target_status{status=\"unknown\",target=\"unseen\"} 1.0")
                .contains("connwarden_doctor_verdict{target=\"unseen\"} NaN")
                .containsPattern("connwarden_health_sent_total\\{target=\"crowded\"\\} [1-9]")
                .containsPattern(
                        "connwarden_sample_duration_seconds_count\\{status=\"healthy\",target=\"crowded\"\\}"));
        assertThat(status("/actuator/env")).isEqualTo(404);
        assertThat(status("/actuator/loggers")).isEqualTo(404);
    }

    /** Ordinary sessions until the server has none left. The superuser's own are not counted among them. */
    private static void fill(List<Connection> crowd) throws SQLException {
        String url = own.jdbcUrlWithoutUser("postgres");
        for (int i = 0; i < 20; i++) {
            try {
                crowd.add(DriverManager.getConnection(url, "watcher", RIGHT));
            } catch (SQLException full) {
                assertThat(full.getSQLState()).isEqualTo("53300");
                return;
            }
        }
        throw new AssertionError("the server was not full after 20 sessions");
    }

    private static Event<Health> first(String target, Predicate<Health> wanted) {
        return after(0, target, wanted);
    }

    private static Event<Health> after(int skipped, String target, Predicate<Health> wanted) {
        SOON.until(() -> matching(skipped, target, wanted).findFirst().isPresent());
        return matching(skipped, target, wanted).findFirst().orElseThrow();
    }

    private static Stream<Event<Health>> matching(int skipped, String target, Predicate<Health> wanted) {
        return topic.of(target).stream().skip(skipped).filter(event -> wanted.test(event.data()));
    }

    private static String get(String path) throws IOException, InterruptedException {
        return exchange(path).body();
    }

    private static int status(String path) throws IOException, InterruptedException {
        return exchange(path).statusCode();
    }

    private static HttpResponse<String> exchange(String path) throws IOException, InterruptedException {
        String port = monitor.getEnvironment().getRequiredProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void run(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
