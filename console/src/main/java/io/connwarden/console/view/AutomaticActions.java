package io.connwarden.console.view;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Result;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The latest automatic action of each target, and whether it was a dry run. Thread-safe. */
final class AutomaticActions {
    private record Latest(Instant time, boolean isDryRun) {}

    private final Map<String, Latest> latest = new LinkedHashMap<>();

    synchronized void onResult(Event<Result> event) {
        if (event.data().causeEventId() == null) {
            return;
        }
        Latest known = latest.get(event.subject());
        if (known == null || !event.time().isBefore(known.time())) {
            latest.remove(event.subject());
            latest.put(event.subject(), new Latest(event.time(), event.data().dryRun()));
            if (latest.size() > FleetView.MAX_TARGETS) {
                latest.remove(latest.keySet().iterator().next());
            }
        }
    }

    synchronized boolean isWatching(String target) {
        Latest known = latest.get(target);
        return known != null && known.isDryRun();
    }
}
