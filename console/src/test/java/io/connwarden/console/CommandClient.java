package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sender of requests to a console of a test. */
final class CommandClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String base;

    CommandClient(ConfigurableApplicationContext console) {
        this.base = "http://127.0.0.1:" + console.getEnvironment().getRequiredProperty("local.server.port");
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, BodyPublishers.ofString(body))
                .timeout(Duration.ofMinutes(1));
        if (!List.of(headers).contains("Authorization")) {
            request.header("Authorization", "Bearer " + TestTokens.shared().all());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        ApiContract.check(response);
        return response;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    /** Sends a JSON body under a key. */
    HttpResponse<String> post(String path, String key, String body) throws Exception {
        return send("POST", path, body, "Content-Type", "application/json", "Idempotency-Key", key);
    }

    static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    /** Returns the detail of a problem. */
    static String problem(HttpResponse<String> response, int status) {
        JsonNode problem = json(response, status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem.get("detail").asString();
    }
}
