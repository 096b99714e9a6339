package io.connwarden.monitor.publishing;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.SessionSnapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The publishers of the monitor. Each has its own thread and its own producer, so that no snapshot delays a health
 * event.
 *
 * @param sessions null if snapshots are disabled
 */
public record Publishers(
        LatestEventPublisher<Health> health, @Nullable LatestEventPublisher<SessionSnapshot> sessions) {

    /** Returns the enabled publishers, that of health events first. */
    public List<LatestEventPublisher<?>> all() {
        return Stream.<LatestEventPublisher<?>>of(health, sessions)
                .filter(publisher -> publisher != null)
                .toList();
    }
}
