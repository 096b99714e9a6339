package io.connwarden.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reader of the stream of events, as the specification of server-sent events describes it. */
final class StreamReader implements AutoCloseable {
    /** An event; the id is that of the stream when it was received. */
    record Received(String type, String id, String data) {}

    private final HttpResponse<InputStream> response;
    private final List<Received> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private volatile boolean ended;

    private StreamReader(HttpResponse<InputStream> response) {
        this.response = response;
        Thread thread = new Thread(this::read, "stream-reader");
        thread.setDaemon(true);
        thread.start();
    }

    static StreamReader open(ConsoleClient console, String path, String... headers) throws Exception {
        return new StreamReader(
                HttpClient.newHttpClient().send(console.request(path, headers), BodyHandlers.ofInputStream()));
    }

    private void read() {
        String type = "message";
        String data = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Received(type, lastId, data));
                    }
                    type = "message";
                    data = "";
                } else if (line.startsWith(":")) {
                    comments.add(line);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data += line.substring(6);
                }
            }
        } catch (IOException | UncheckedIOException closed) {
            // the end of the test
        }
        ended = true;
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    List<Received> events() {
        return List.copyOf(events);
    }

    List<String> types() {
        return events.stream().map(Received::type).toList();
    }

    List<String> comments() {
        return List.copyOf(comments);
    }

    String lastId() {
        return lastId;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException ignored) {
            // the connection is gone already
        }
    }
}
