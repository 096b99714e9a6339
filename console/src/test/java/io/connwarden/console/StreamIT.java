package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.console.stream.EventStreams;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.SharedInfrastructure;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The stream of events on a real broker and a real web server. Each test has its own topics. */
@ExtendWith(OutputCaptureExtension.class)
class StreamIT {
    private static final String STREAM = "/api/v1/stream";
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofSeconds(20));
    private static String bootstrap;

    private final List<AutoCloseable> resources = new ArrayList<>();
    private String prefix;
    private EventSource source;
    private ConsoleClient console;

    @BeforeAll
    static void startBroker() {
        bootstrap = SharedInfrastructure.kafka().bootstrapServers();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        prefix = "stream-" + test.getTestMethod().orElseThrow().getName() + ".";
        source = new EventSource(bootstrap);
        console = ConsoleClient.start(
                bootstrap,
                prefix,
                Stream.of("health", "sessions", "results", "alerts"),
                "--server.shutdown=graceful",
                "--connwarden.console.max-streams=4",
                "--connwarden.console.stream-heartbeat=1s");
        // The consumers have positions on all topics.
        sendOneOfEach("first");
        AWAIT.untilAsserted(() -> {
            for (String route : List.of("targets", "actions", "alerts")) {
                assertThat(console.send("/api/v1/" + route).body()).contains("first");
            }
            assertThat(console.send("/api/v1/targets/first/samples").statusCode())
                    .isEqualTo(200);
        });
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
        source.close();
        console.close();
    }

    @Test
    void a_request_for_the_headers_opens_no_stream() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(console.request(STREAM), (name, value) -> true)
                .method("HEAD", BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(head, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");
        assertThat(console.context().getBean(EventStreams.class).openCount()).isZero();
    }

    @Test
    void every_kind_of_event_is_delivered_with_its_content() throws Exception {
        StreamReader reader = open(STREAM);
        assertThat(reader.response().headers().firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");
        sendOneOfEach("db");
        AWAIT.until(() -> reader.events().size() == 4);
        assertThat(reader.types()).containsExactlyInAnyOrder("health", "result", "alert", "sessions");
        assertThat(dataOf(reader, "health")).contains("\"reason\":\"voll: größer als 90 %\"", "\"time\":");
        assertThat(dataOf(reader, "result")).contains("\"outcome\":\"COMPLETED\"");
        assertThat(dataOf(reader, "alert")).contains("ConnectionSlotsCritical");
        assertThat(ConsoleClient.JSON.readTree(dataOf(reader, "sessions")).propertyNames())
                .containsExactly("target", "capturedAt");
        assertThat(reader.events()).extracting(StreamReader.Received::id).doesNotHaveDuplicates();
    }

    @Test
    void a_stream_of_one_target_has_its_events_only() throws Exception {
        StreamReader reader = open(STREAM + "?target=db");
        sendOneOfEach("other");
        sendOneOfEach("db");
        AWAIT.until(() -> reader.events().size() == 4);
        assertThat(reader.events()).allSatisfy(event -> assertThat(event.data()).contains("db"));
    }

    @Test
    void a_reader_that_connects_again_receives_what_it_missed() throws Exception {
        StreamReader reader = open(STREAM);
        sendHealth("db", "one");
        AWAIT.until(() -> reader.events().size() == 1);
        reader.close();
        sendHealth("db", "two");
        sendHealth("db", "three");
        StreamReader again = open(STREAM, "Last-Event-ID", reader.lastId());
        AWAIT.until(() -> again.events().size() == 2);
        assertThat(again.events().get(0).data()).contains("two");
        assertThat(again.events().get(1).data()).contains("three");
    }

    @Test
    void a_reader_with_an_unknown_position_is_told_to_begin_again() throws Exception {
        StreamReader reader = open(STREAM, "Last-Event-ID", "00000000-17");
        AWAIT.until(() -> reader.events().size() == 1);
        assertThat(reader.types()).containsExactly("reset");
        sendHealth("db", "next");
        AWAIT.until(() -> reader.events().size() == 2);
        assertThat(reader.types()).containsExactly("reset", "health");
    }

    @Test
    void a_stream_without_events_has_heartbeats_with_its_position() throws Exception {
        StreamReader reader = open(STREAM + "?target=quiet");
        AWAIT.until(() -> reader.comments().size() >= 3);
        String before = reader.lastId();
        sendHealth("db", "not for this stream");
        AWAIT.until(() -> !reader.lastId().equals(before));
        assertThat(reader.events()).isEmpty();
    }

    @Test
    void a_reader_that_reads_nothing_delays_no_other_and_no_stop(CapturedOutput output) throws Exception {
        Socket stuck = new Socket(InetAddress.getLoopbackAddress(), console.port());
        resources.add(stuck);
        stuck.getOutputStream()
                .write(("GET " + STREAM + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + TestTokens.shared().all() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        AWAIT.until(() -> console.context().getBean(EventStreams.class).openCount() == 1);
        StreamReader reader = open(STREAM);
        for (int i = 0; i < 300; i++) {
            sendHealth("db", i + " " + "x".repeat(50_000));
        }
        AWAIT.until(() -> reader.events().size() == 300);
        assertThat(reader.events().get(299).data()).contains("\"reason\":\"299 x");
        long start = System.nanoTime();
        console.context().close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        AWAIT.until(reader::ended);
        assertThat(output.getAll()).doesNotContain("ERROR");
    }

    @Test
    void streams_above_the_limit_are_refused_until_one_ends(CapturedOutput output) throws Exception {
        List<StreamReader> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(open(STREAM));
        }
        HttpResponse<String> refused = console.send(STREAM);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("connwarden.console.max-streams");
        readers.get(0).close();
        AWAIT.until(() -> open(STREAM).response().statusCode() == 200);
        assertThat(output.getAll()).doesNotContain("ERROR");
    }

    @Test
    void one_token_opens_its_number_of_streams_and_another_one_more() throws Exception {
        restart("--connwarden.console.max-streams=4", "--connwarden.console.max-streams-per-caller=2");
        String token = TestTokens.shared().with(Scope.READ);
        String[] own = {"Authorization", "Bearer " + token};
        open(STREAM, own);
        open(STREAM, own);
        // A stream that is open would have no end.
        HttpResponse<InputStream> refused =
                HttpClient.newHttpClient().send(console.request(STREAM, own), BodyHandlers.ofInputStream());
        try (InputStream problem = refused.body()) {
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("15");
            assertThat(new String(problem.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("connwarden.console.max-streams-per-caller");
        }
        assertThat(open(STREAM).response().statusCode()).isEqualTo(200);
    }

    @Test
    void the_stream_of_a_revoked_token_ends_at_the_next_heartbeat() throws Exception {
        String token = TestTokens.shared().with(Scope.READ);
        StreamReader revoked = open(STREAM, "Authorization", "Bearer " + token);
        StreamReader other = open(STREAM);
        AWAIT.until(() -> revoked.comments().size() >= 3);
        assertThat(revoked.ended()).isFalse();
        assertThat(ConsoleTokens.revoke(TestTokens.shared().file(), token)).isTrue();
        AWAIT.until(revoked::ended);
        assertThat(other.ended()).isFalse();
    }

    @Test
    void the_stream_of_an_expired_token_ends_at_the_next_heartbeat() throws Exception {
        Instant expiry = Instant.now().plusSeconds(15);
        String token = TestTokens.shared().create(Set.of(Scope.READ), Set.of(), expiry);
        StreamReader expired = open(STREAM, "Authorization", "Bearer " + token);
        assertThat(expired.response().statusCode()).isEqualTo(200);
        await().atMost(Duration.ofMinutes(1)).until(expired::ended);
        assertThat(Instant.now()).isAfterOrEqualTo(expiry);
    }

    @Test
    void the_id_of_a_target_is_checked() throws Exception {
        HttpResponse<String> response = console.send(STREAM + "?target=a%0Ab");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("'target'");
    }

    /** Starts a console with other settings. Its consumers have no positions that a test may rely on. */
    private void restart(String... arguments) throws Exception {
        console.close();
        console = ConsoleClient.start(bootstrap, prefix, Stream.empty(), arguments);
    }

    private StreamReader open(String path, String... headers) throws Exception {
        StreamReader reader = StreamReader.open(console, path, headers);
        resources.add(reader);
        return reader;
    }

    private static String dataOf(StreamReader reader, String type) {
        return reader.events().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow()
                .data();
    }

    private void sendHealth(String target, String reason) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        source.send(
                prefix + "health",
                target + now,
                now,
                Health.builder(target, HealthStatus.UNREACHABLE, reason, now).build());
    }

    private void sendOneOfEach(String target) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        sendHealth(target, "voll: größer als 90 %");
        source.send(prefix + "sessions", "s" + now, now, Snapshots.idle(target, now, 3));
        source.send(
                prefix + "results",
                "r" + now,
                now,
                Result.builder(target, CommandOutcome.COMPLETED, new DecisionReason("R2", "idle"), now, now)
                        .build());
        source.send(
                prefix + "alerts",
                "a" + now,
                now,
                Alert.builder(target, "ConnectionSlotsCritical", AlertStatus.FIRING, AlertSeverity.CRITICAL, now)
                        .build());
    }
}
