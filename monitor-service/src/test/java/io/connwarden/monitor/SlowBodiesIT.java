package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.testing.SharedInfrastructure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests with bodies that never arrive, more than the web server has threads, on a running monitor. */
class SlowBodiesIT {
    private static final int REQUESTS = 300;
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private String token;
    private ConfigurableApplicationContext monitor;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() {
        token = ConsoleTokens.create(
                folder.resolve("tokens"),
                new ConsoleTokens.Grant("operator", Set.of("read", "operate"), Set.of(), Map.of(), null),
                Instant.now());
        monitor = MonitorApplication.builder()
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers="
                                + SharedInfrastructure.kafka().bootstrapServers(),
                        "--connwarden.topics.prefix=slow-bodies-it.",
                        "--connwarden.console.tokens-file=" + folder.resolve("tokens"),
                        "--connwarden.doctor.at-start=false",
                        "--connwarden.targets[0].id=orders-db",
                        "--connwarden.targets[0].url=jdbc:postgresql://127.0.0.1:1/orders",
                        "--connwarden.targets[0].user=watcher");
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        monitor.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/targets/x/cleanup, application/json, false, 401",
        "/api/v1/targets/x/cleanup, application/json, true, 4(08|29)",
        "/docs, application/x-www-form-urlencoded, false, 415",
        "/docs, application/json, false, 405",
        "/docs, application/json, true, 4(08|29)",
        "/api/v1/targets/x/cleanup, multipart/form-data; boundary=x, true, 415",
        "/actuator/health, application/json, false, 405"
    })
    void requests_without_their_bodies_are_refused_and_delay_no_other(
            String path, String type, boolean hasToken, String status) throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            sockets.add(begin(path, type, hasToken));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get("/api/v1/targets").statusCode()).isEqualTo(200);
        }
        for (Socket socket : sockets) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 ").containsPattern("^HTTP/1.1 " + status);
        }
    }

    /** Each byte would start the socket timeout of the server again. */
    @Test
    void a_body_that_arrives_byte_by_byte_is_refused_after_a_time_in_total() throws Exception {
        try (Socket socket = begin("/api/v1/targets/x/cleanup", "application/json", true)) {
            Thread sender = new Thread(() -> drip(socket));
            sender.setDaemon(true);
            sender.start();
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "Connection: close", "\"status\":408");
        }
    }

    @Test
    void a_body_in_two_parts_is_read() throws Exception {
        try (Socket socket = begin("/api/v1/plans/x/reject", "application/json", true)) {
            socket.getOutputStream().write("}".repeat(499).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Thread.onSpinWait();
            socket.getOutputStream().write("}".repeat(500).getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(answer(socket)).startsWith("HTTP/1.1 404");
        }
    }

    private static void drip(Socket socket) {
        try {
            for (int i = 0; i < 900; i++) {
                socket.getOutputStream().write(' ');
                socket.getOutputStream().flush();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException closed) {
            // The server has ended the connection.
        }
    }

    private Socket begin(String path, String type, boolean hasToken) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\nContent-Type: " + type
                                + (hasToken ? "\r\nAuthorization: Bearer " + token : "") + "\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Returns the whole answer, until the server ends the connection. */
    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(15))
                        .build(),
                BodyHandlers.ofString());
    }

    private int port() {
        return Integer.parseInt(monitor.getEnvironment().getRequiredProperty("local.server.port"));
    }
}
