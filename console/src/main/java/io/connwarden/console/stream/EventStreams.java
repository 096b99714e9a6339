package io.connwarden.console.stream;

import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.console.web.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

/** The open streams of this process, limited in number. They end when the service stops. Thread-safe. */
public final class EventStreams implements SmartLifecycle {
    /** A reader connects again at its position. Its token is checked anew then. */
    private static final Duration MAX_LENGTH = Duration.ofMinutes(15);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(14);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final StreamLog log = new StreamLog();
    private final StreamPositions positions = StreamPositions.ofNewProcess();
    private final ConsoleSettings settings;
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    private record OpenStream(String caller, EventStream stream, Thread thread) {}

    public EventStreams(ConsoleSettings settings) {
        this.settings = settings;
    }

    /** Returns the writer of all streams. */
    public EventFeed feed(JsonMapper json, InstantSource clock) {
        return new EventFeed(log, json, clock);
    }

    /**
     * Opens a stream.
     *
     * @param caller the key of the limit per caller
     * @param lastEventId the id of the last event that the reader received; null to begin with the next event
     * @throws ProblemException if a maximum number of streams is open, or the service stops
     */
    synchronized ResponseBodyEmitter open(
            String caller, EventStream.Selection selection, @Nullable String lastEventId) {
        if (!running) {
            throw ProblemException.unavailable("the service stops; connect again later");
        }
        if (open.size() >= settings.maxStreams()) {
            throw ProblemException.unavailable("the maximum of " + settings.maxStreams()
                    + " streams is open; connect again later, or raise connwarden.console.max-streams");
        }
        if (open.stream().filter(opened -> opened.caller().equals(caller)).count() >= settings.maxStreamsPerCaller()) {
            throw ProblemException.tooManyRequests(
                    "the token has " + settings.maxStreamsPerCaller() + " open streams, the maximum of"
                            + " connwarden.console.max-streams-per-caller; close one of them",
                    RETRY_AFTER);
        }
        ResponseBodyEmitter emitter = new ResponseBodyEmitter(MAX_LENGTH.toMillis());
        EventStream stream = new EventStream(
                log, positions, settings.streamHeartbeat(), selection, emitter, startPosition(lastEventId));
        OpenStream[] opened = new OpenStream[1];
        Thread thread = new Thread(
                () -> {
                    try {
                        stream.run();
                    } finally {
                        open.remove(opened[0]);
                    }
                },
                "console-stream");
        thread.setDaemon(true);
        opened[0] = new OpenStream(caller, stream, thread);
        emitter.onTimeout(stream::close);
        emitter.onCompletion(stream::close);
        open.add(opened[0]);
        thread.start();
        return emitter;
    }

    /** Returns the number of open streams. */
    public int openCount() {
        return open.size();
    }

    private long startPosition(@Nullable String lastEventId) {
        return lastEventId == null || lastEventId.isEmpty()
                ? log.end()
                : positions.position(lastEventId).orElse(Long.MAX_VALUE);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        synchronized (this) {
            running = false;
        }
        open.forEach(opened -> opened.stream().close());
        log.close();
        long end = System.nanoTime() + STOP_TIMEOUT.toNanos();
        try {
            for (OpenStream opened : open) {
                opened.thread().join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                opened.thread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the web server, which waits for open requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
