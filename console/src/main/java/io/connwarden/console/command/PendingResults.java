package io.connwarden.console.command;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Result;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The commands with a request that waits for their result. Several requests can wait for one command. Thread-safe. */
final class PendingResults {
    private static final class Pending {
        final CompletableFuture<Event<Result>> result = new CompletableFuture<>();
        int requests;
    }

    private final Map<EventId, Pending> pending = new ConcurrentHashMap<>();

    /** Registers a request, to be released. */
    CompletableFuture<Event<Result>> register(EventId command) {
        return pending.compute(command, (id, known) -> {
                    Pending entry = known == null ? new Pending() : known;
                    entry.requests++;
                    return entry;
                })
                .result;
    }

    void release(EventId command) {
        pending.computeIfPresent(command, (id, entry) -> --entry.requests == 0 ? null : entry);
    }

    void onResult(Event<Result> event) {
        String source = event.data().commandSource();
        String id = event.data().commandId();
        if (source != null && id != null) {
            Pending waiting = pending.get(new EventId(source, id));
            if (waiting != null) {
                waiting.result.complete(event);
            }
        }
    }

    int size() {
        return pending.size();
    }
}
