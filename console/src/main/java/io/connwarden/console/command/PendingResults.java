package io.connwarden.console.command;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Result;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The commands with a request that waits for their result. Several requests can wait for one command. Another console
 * can send another command under the same id; its result is not given to a request of this one. Thread-safe.
 */
final class PendingResults {
    private record Key(EventId command, String digest) {}

    private static final class Pending {
        final CompletableFuture<Event<Result>> result = new CompletableFuture<>();
        int requests;
    }

    private final Map<Key, Pending> pending = new ConcurrentHashMap<>();

    /**
     * Registers a request, to be released.
     *
     * @param digest the digest of the command
     */
    CompletableFuture<Event<Result>> register(EventId command, String digest) {
        return pending.compute(new Key(command, digest), (key, known) -> {
                    Pending entry = known == null ? new Pending() : known;
                    entry.requests++;
                    return entry;
                })
                .result;
    }

    void release(EventId command, String digest) {
        pending.computeIfPresent(new Key(command, digest), (key, entry) -> --entry.requests == 0 ? null : entry);
    }

    void onResult(Event<Result> event) {
        String source = event.data().commandSource();
        String id = event.data().commandId();
        if (source != null && id != null) {
            EventId command = new EventId(source, id);
            pending.forEach((key, waiting) -> {
                if (key.command().equals(command) && matches(key, event.data().commandDigest())) {
                    waiting.result.complete(event);
                }
            });
        }
    }

    /** A result of an actuator without digests answers each request under its id. */
    private static boolean matches(Key key, @Nullable String digest) {
        return digest == null || digest.equals(key.digest());
    }

    int size() {
        return pending.size();
    }
}
