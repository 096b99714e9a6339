package io.connwarden.benchmarks.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** A page of one target as the dashboard reads it: its stream, and the routes that it reads after each event. */
final class Viewer {
    /** The routes that a page reads for each new sample. */
    private static final List<String> AFTER_SAMPLE = List.of("sessions?limit=5000", "applications", "blockers");

    private final HttpClient http;
    private final String root;
    private final String token;
    private final String target;
    private final LongAdder requests;
    private final LongAdder bytes;

    Viewer(HttpClient http, String root, String token, String target, LongAdder requests, LongAdder bytes) {
        this.http = http;
        this.root = root;
        this.token = token;
        this.target = target;
        this.requests = requests;
        this.bytes = bytes;
    }

    /** Reads the stream on a thread of the executor until the connection ends. */
    void start(ExecutorService executor) {
        executor.execute(() -> {
            try {
                HttpResponse<Stream<String>> stream =
                        http.send(request("/stream?target=" + target), BodyHandlers.ofLines());
                stream.body().forEach(this::onLine);
            } catch (Exception closed) {
                // The console has ended.
            }
        });
    }

    private void onLine(String line) {
        if (line.equals("event: sessions") || line.equals("event:sessions")) {
            AFTER_SAMPLE.forEach(route -> read("/targets/" + target + "/" + route));
        }
    }

    /** Reads what the page reads every 10 s besides: its target. */
    void poll() {
        read("/targets/" + target);
        AFTER_SAMPLE.forEach(route -> read("/targets/" + target + "/" + route));
    }

    private void read(String path) {
        try {
            HttpResponse<byte[]> response = http.send(request(path), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode());
            }
            requests.increment();
            bytes.add(response.body().length);
        } catch (IOException closed) {
            // The console has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(root + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(10))
                .build();
    }
}
