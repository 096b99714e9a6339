package io.connwarden.console.stream;

import io.connwarden.console.stream.StreamLog.Batch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** An open stream. It runs in its own thread, which waits while the reader is slow. */
final class EventStream implements Runnable {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    /** The minimum time between two writes, so that many events cause few writes. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * The content of a stream.
     *
     * @param events the events that the reader may see and asked for
     * @param onTurn called at least every second while the stream is open
     * @param isPermitted checked at the interval of heartbeats; the stream ends when it is false
     */
    record Selection(Predicate<StreamEvent> events, Runnable onTurn, BooleanSupplier isPermitted) {}

    /** The maximum wait between two calls of {@code onTurn}. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final StreamLog log;
    private final StreamPositions positions;
    private final Duration heartbeat;
    private final Selection selection;
    private final ResponseBodyEmitter emitter;
    private volatile boolean closed;
    private long position;
    private long lastWrite = System.nanoTime();
    private long lastCheck = System.nanoTime();

    EventStream(
            StreamLog log,
            StreamPositions positions,
            Duration heartbeat,
            Selection selection,
            ResponseBodyEmitter emitter,
            long position) {
        this.log = log;
        this.positions = positions;
        this.heartbeat = heartbeat;
        this.selection = selection;
        this.emitter = emitter;
        this.position = position;
    }

    /** Ends the stream before its next write. */
    void close() {
        closed = true;
    }

    @Override
    public void run() {
        try {
            write("retry: 2000\n" + comment("connected"));
            while (!closed && isPermitted()) {
                selection.onTurn().run();
                step();
            }
            emitter.complete();
        } catch (IOException | IllegalStateException disconnected) {
            // The container ends the request of a reader that is gone.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }

    /** A revoked or expired token, or one with other permissions, ends the stream. */
    private boolean isPermitted() {
        long now = System.nanoTime();
        if (now - lastCheck < heartbeat.toNanos()) {
            return true;
        }
        lastCheck = now;
        return selection.isPermitted().getAsBoolean();
    }

    private void step() throws IOException, InterruptedException {
        Batch batch = log.read(position, TURN);
        position = batch.position();
        String text = batch.lost() ? reset() : textOf(batch);
        if (!text.isEmpty()) {
            write(text);
            Thread.sleep(PAUSE.toMillis());
        } else if (System.nanoTime() - lastWrite >= heartbeat.toNanos()) {
            write(comment("heartbeat"));
        }
    }

    private String textOf(Batch batch) {
        StringBuilder text = new StringBuilder();
        for (StreamEvent event : batch.events()) {
            if (selection.events().test(event)) {
                text.append(event(event.type(), positions.id(event.sequence()), event.data()));
            }
        }
        return text.toString();
    }

    private String reset() {
        return event("reset", positions.id(position), "{\"reason\":\"events were missed; read the lists again\"}");
    }

    private static String event(String type, String id, String data) {
        return "event: " + type + "\nid: " + id + "\ndata: " + data + "\n\n";
    }

    /** An id without data tells a reader its position, and is no event. */
    private String comment(String text) {
        return ": " + text + "\nid: " + positions.id(position) + "\n\n";
    }

    private void write(String text) throws IOException {
        emitter.send(text, TEXT);
        lastWrite = System.nanoTime();
    }
}
