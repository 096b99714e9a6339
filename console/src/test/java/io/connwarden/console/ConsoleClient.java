package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A console on its own topics, and requests to it. */
final class ConsoleClient implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext console;

    private ConsoleClient(ConfigurableApplicationContext console) {
        this.console = console;
    }

    /** Creates the topics and starts a console. */
    static ConsoleClient start(String bootstrapServers, String prefix, String... topics) throws Exception {
        return start(bootstrapServers, prefix, Stream.of(topics), new String[0]);
    }

    /** Creates the topics and starts a console with further arguments. */
    static ConsoleClient start(String bootstrapServers, String prefix, Stream<String> topics, String... arguments)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics.map(name -> new NewTopic(prefix + name, 3, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        return new ConsoleClient(ConsoleTestApplication.start(bootstrapServers, prefix, arguments));
    }

    /** Returns the content of a successful response. */
    JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    HttpResponse<String> send(String path, String... headers) throws Exception {
        HttpResponse<String> response = HTTP.send(request(path, headers), BodyHandlers.ofString());
        ApiContract.check(response);
        return response;
    }

    HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
        if (!List.of(headers).contains("Authorization")) {
            request.header("Authorization", "Bearer " + TestTokens.shared().all());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    int port() {
        return Integer.parseInt(console.getEnvironment().getRequiredProperty("local.server.port"));
    }

    ConfigurableApplicationContext context() {
        return console;
    }

    @Override
    public void close() {
        console.close();
    }
}
