package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.SessionsConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.RecordBatches;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.TestSessions;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.CompressionType;
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
 * One monitor with five targets: a healthy one, one without visibility, one with a wrong password, one that never
 * answers, and one that is stopped and filled. The interval of full samples is one hour, so the tripwire triggers
 * each event after the first.
 */
@ExtendWith(OutputCaptureExtension.class)
class MonitorIT {
    private static final String PREFIX = "monitor-it.";
    private static final String CORRECT_PASSWORD = "right-open-sesame";
    private static final String WRONG_PASSWORD = "wrong-open-sesame";
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofMinutes(3));

    @TempDir
    static Path folder;

    private static PostgresServer ownServer;
    private static UnresponsiveServer silentServer;
    private static TestSessions otherSessions;
    private static ConfigurableApplicationContext monitor;
    private static HealthTopicReader topic;

    @BeforeAll
    static void start() throws Exception {
        ownServer = PostgresServer.start(PostgresServerOptions.standard()
                .withMaxConnections(20)
                .withSetting("hba_file", passwordsForAllButPostgres().toString()));
        run(ownServer, "CREATE ROLE watcher LOGIN PASSWORD '" + CORRECT_PASSWORD + "' IN ROLE pg_monitor");
        run(SharedInfrastructure.postgres(), "CREATE ROLE watcher LOGIN IN ROLE pg_monitor");
        run(SharedInfrastructure.postgres(), "CREATE ROLE blind LOGIN");
        // A session of another role, which the role without privileges cannot read.
        otherSessions = TestSessions.idle(SharedInfrastructure.postgres().jdbcUrl("postgres"), 1, "other-app");
        silentServer = new UnresponsiveServer();
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        monitor = MonitorApplication.builder().run(arguments(bootstrap));
        topic = new HealthTopicReader(bootstrap, PREFIX + "health");
    }

    private static String[] arguments(String bootstrap) {
        String shared = SharedInfrastructure.postgres().jdbcUrlWithoutUser("postgres");
        String owned = ownServer.jdbcUrlWithoutUser("postgres");
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--logging.file.name=" + logFile(),
                "--spring.kafka.bootstrap-servers=" + bootstrap,
                "--connwarden.topics.prefix=" + PREFIX,
                "--connwarden.topics.partitions=3",
                "--connwarden.monitor.instance=it",
                // The test counts sessions, and the doctor's sessions would be included.
                "--connwarden.doctor.at-start=false",
                "--connwarden.monitor.health-check-interval=1h",
                "--connwarden.monitor.critical-interval=1h",
                "--connwarden.monitor.tripwire-interval=200ms",
                "--connwarden.monitor.retry-initial-delay=200ms",
                "--connwarden.monitor.retry-max-delay=1s"));
        target(arguments, 0, "silent", silentServer.jdbcUrl(), "watcher", "any");
        target(arguments, 1, "crowded", shared, "watcher", "any");
        target(arguments, 2, "unseen", shared, "blind", "any");
        target(arguments, 3, "mistaken", owned, "watcher", WRONG_PASSWORD);
        target(arguments, 4, "mortal", owned, "watcher", CORRECT_PASSWORD);
        return arguments.toArray(String[]::new);
    }

    private static void target(List<String> into, int index, String id, String url, String user, String password) {
        String key = "--connwarden.targets[" + index + "].";
        into.addAll(List.of(key + "id=" + id, key + "url=" + url, key + "user=" + user, key + "password=" + password));
    }

    /** Returns the log of the whole class. The captured output of a test lacks the lines of earlier tests. */
    private static Path logFile() {
        return folder.resolve("monitor.log");
    }

    private static Path passwordsForAllButPostgres() throws IOException {
        Path file = folder.resolve("pg_hba.conf");
        Files.writeString(file, "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        // The server process runs as another user.
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
        silentServer.close();
        otherSessions.close();
        run(SharedInfrastructure.postgres(), "DROP ROLE watcher, blind");
        ownServer.close();
    }

    @Test
    void the_sessions_of_a_sample_are_published_beside_its_health_event() throws Exception {
        List<SessionSnapshot> received = new CopyOnWriteArrayList<>();
        KafkaSettings kafka = KafkaSettings.of(SharedInfrastructure.kafka().bootstrapServers(), "/monitor-tests")
                .withTopics(new Topics(PREFIX));
        ConsumerOptions all = ConsumerOptions.startingAt(new StartPosition.Earliest());
        try (SessionsConsumer consumer = SessionsConsumer.start(kafka, all, event -> received.add(event.data()))) {
            Health health = awaitFirst("crowded", event -> true).data();
            AWAIT.untilAsserted(() -> assertThat(received)
                    .anyMatch(snapshot -> snapshot.target().equals("crowded")
                            && snapshot.capturedAt().equals(health.lastCheck())));
            SessionSnapshot snapshot = received.stream()
                    .filter(sample -> sample.target().equals("crowded")
                            && sample.capturedAt().equals(health.lastCheck()))
                    .findFirst()
                    .orElseThrow();

            assertThat(snapshot.omittedRows()).isZero();
            assertThat(snapshot.rows()).hasSize(health.counts().totalConnections());
            assertThat(snapshot.rows())
                    .filteredOn(row -> "other-app".equals(row.application()))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.state()).isEqualTo("idle");
                        assertThat(row.sessionClass()).isEqualTo(SessionClass.IDLE);
                        assertThat(row.guard()).as("of a superuser").isEqualTo("G5");
                        assertThat(row.backendStart()).isBefore(snapshot.serverTime());
                        assertThat(row.backendType()).isEqualTo("client backend");
                    });
            assertThat(snapshot.rows())
                    .anyMatch(row ->
                            "connwarden-monitor".equals(row.application()) && row.sessionClass() == SessionClass.OWN);
            assertThat(consumer.status().unreadable()).isZero();
            assertThat(received).noneMatch(sample -> sample.target().equals("mistaken"));
        }
        assertThat(retentionOf(PREFIX + "sessions")).isEqualTo("86400000");
        assertThat(codecsOf("sessions")).isNotEmpty().containsOnly((int) CompressionType.GZIP.id);
    }

    private static String retentionOf(String name) throws Exception {
        ConfigResource topicOfName = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", SharedInfrastructure.kafka().bootstrapServers()))) {
            return admin.describeConfigs(List.of(topicOfName))
                    .all()
                    .get()
                    .get(topicOfName)
                    .get("retention.ms")
                    .value();
        }
    }

    @Test
    void a_health_event_has_every_field_and_its_targets_key() {
        Event<Health> event = awaitFirst("crowded", health -> true);
        assertThat(event.id().source()).isEqualTo("urn:connwarden:monitor:it");
        Health health = event.data();
        assertThat(health.status()).isEqualTo(HealthStatus.HEALTHY);
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
        awaitFirst("crowded", health -> true);
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
    void health_events_are_written_without_compression() throws Exception {
        awaitFirst("crowded", health -> true);
        assertThat(codecsOf("health")).isNotEmpty().containsOnly(RecordBatches.UNCOMPRESSED);
    }

    private static List<Integer> codecsOf(String name) throws Exception {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", SharedInfrastructure.kafka().bootstrapServers()))) {
            Path logDirectory =
                    Path.of(admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1).keySet().stream()
                            .findFirst()
                            .orElseThrow());
            return RecordBatches.codecsOf(logDirectory, PREFIX + name);
        }
    }

    @Test
    void crossing_the_threshold_is_sampled_at_once_while_another_target_hangs() {
        awaitFirst("crowded", health -> true);
        AWAIT.untilAsserted(() -> assertThat(silentServer.acceptedCount()).isPositive());
        try (TestSessions crowd =
                TestSessions.idle(SharedInfrastructure.postgres().jdbcUrl("postgres"), 85, "leaking-app")) {
            Health health = awaitFirst(
                            "crowded",
                            seen -> seen.status() == HealthStatus.WARNING || seen.status() == HealthStatus.CRITICAL)
                    .data();
            assertThat(health.topApplications().get(0).application()).isEqualTo("leaking-app");
            assertThat(crowd.alive()).hasSize(85);
        }
    }

    @Test
    void a_role_without_privileges_makes_the_target_unknown() {
        assertThat(awaitFirst("unseen", health -> true).data().status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void a_target_that_never_answers_is_unreachable() {
        Health health = awaitFirst("silent", seen -> true).data();
        assertThat(health.status()).isEqualTo(HealthStatus.UNREACHABLE);
        assertThat(health.counts()).isNull();
    }

    @Test
    void a_wrong_password_is_reported_without_printing_any_password(CapturedOutput output) {
        Health health =
                awaitFirst("mistaken", seen -> seen.reason().contains("28P01")).data();
        assertThat(health.status()).isEqualTo(HealthStatus.UNREACHABLE);
        assertThat(health.reason()).contains("the server rejected the login").contains("watcher");
        assertThat(topic.allText()).contains("mistaken").doesNotContain("sesame");
        AWAIT.untilAsserted(() -> assertThat(logFile()).content().contains("mistaken is UNREACHABLE"));
        assertThat(logFile()).content().doesNotContain("sesame");
        assertThat(output.getAll()).doesNotContain("sesame");
    }

    @Test
    void a_stopped_target_is_unreachable_and_recovers_by_itself() {
        awaitFirst("mortal", health -> health.status() == HealthStatus.HEALTHY);
        int before = topic.eventsOf("mortal").size();
        ownServer.stop();
        awaitAfter(before, "mortal", health -> health.status() == HealthStatus.UNREACHABLE);
        ownServer.start();
        awaitAfter(before, "mortal", health -> health.status() == HealthStatus.HEALTHY);
    }

    @Test
    void a_full_server_is_sampled_through_the_held_session() throws SQLException {
        awaitFirst("mortal", health -> health.status() == HealthStatus.HEALTHY);
        int before = topic.eventsOf("mortal").size();
        List<Connection> crowd = new ArrayList<>();
        try {
            fillServer(crowd);
            Health full = awaitAfter(before, "mortal", health -> health.status() == HealthStatus.CRITICAL)
                    .data();
            assertThat(full.reason()).contains("critical threshold");
        } finally {
            for (Connection connection : crowd) {
                connection.close();
            }
        }
    }

    @Test
    void health_and_metrics_name_each_target_and_no_other_endpoint_is_exposed() throws Exception {
        awaitFirst("silent", health -> true);
        awaitFirst("unseen", health -> true);
        awaitFirst("crowded", health -> true);
        AWAIT.untilAsserted(() -> assertThat(get("/actuator/health"))
                .contains("\"unseen\":\"UNKNOWN\"")
                .contains("\"silent\":\"UNREACHABLE\"")
                .contains("\"kafka\":{\"details\""));
        AWAIT.untilAsserted(() -> assertThat(get("/actuator/health/readiness")).contains("\"status\":\"UP\""));
        AWAIT.untilAsserted(() -> assertThat(get("/actuator/prometheus"))
                .contains("connwarden_monitor_target_status{status=\"unknown\",target=\"unseen\"} 1.0")
                .contains("connwarden_doctor_target_readiness{state=\"ready\",target=\"unseen\"} 0.0")
                .containsPattern("connwarden_monitor_events_published_total\\{target=\"crowded\"\\} [1-9]")
                .containsPattern(
                        "connwarden_monitor_sample_duration_seconds_count\\{status=\"healthy\",target=\"crowded\"\\}"));
        assertThat(monitor.getEnvironment().getProperty("server.forward-headers-strategy"))
                .isEqualTo("none");
        assertThat(status("/actuator/env")).isEqualTo(404);
        assertThat(status("/actuator/loggers")).isEqualTo(404);
    }

    /** Opens ordinary sessions until no slot is left. Sessions of superusers use reserved slots. */
    private static void fillServer(List<Connection> crowd) throws SQLException {
        String url = ownServer.jdbcUrlWithoutUser("postgres");
        for (int i = 0; i < 20; i++) {
            try {
                crowd.add(DriverManager.getConnection(url, "watcher", CORRECT_PASSWORD));
            } catch (SQLException full) {
                assertThat(full.getSQLState()).isEqualTo("53300");
                return;
            }
        }
        throw new AssertionError("the server was not full after 20 sessions");
    }

    private static Event<Health> awaitFirst(String target, Predicate<Health> condition) {
        return awaitAfter(0, target, condition);
    }

    private static Event<Health> awaitAfter(int skipped, String target, Predicate<Health> condition) {
        AWAIT.until(() -> matching(skipped, target, condition).findFirst().isPresent());
        return matching(skipped, target, condition).findFirst().orElseThrow();
    }

    private static Stream<Event<Health>> matching(int skipped, String target, Predicate<Health> condition) {
        return topic.eventsOf(target).stream().skip(skipped).filter(event -> condition.test(event.data()));
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
