package io.connwarden.actuator.health;

import io.connwarden.actuator.acceptance.Acceptance;
import io.connwarden.actuator.acceptance.Arrival;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.config.WatchedTarget;
import io.connwarden.actuator.outcome.Cause;
import io.connwarden.actuator.outcome.EventIds;
import io.connwarden.actuator.outcome.Recorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import io.connwarden.sql.store.Commands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes commands of health events, in the caller's transaction. Only the newest event of a target counts, and while an
 * automatic action for it waits or runs no second one is begun: that one will look at the target itself.
 */
final class AutomaticActions {
    private static final String REQUESTED_BY = "connwarden";

    private final Targets targets;
    private final Commands commands;
    private final Acceptance acceptance;
    private final Recorder recorder;

    AutomaticActions(Targets targets, Commands commands, Acceptance acceptance, Recorder recorder) {
        this.targets = targets;
        this.commands = commands;
        this.acceptance = acceptance;
        this.recorder = recorder;
    }

    Acceptance.Accepted consider(Collection<Event<Health>> events, Instant now) {
        Map<String, Event<Health>> newest = newest(events);
        Set<String> busy = commands.automaticWaiting(newest.keySet());
        List<Arrival> arrivals = new ArrayList<>();
        for (Event<Health> event : newest.values()) {
            WatchedTarget target = targets.find(event.data().target()).orElse(null);
            if (target != null && !busy.contains(target.id())) {
                consider(event, target, now, arrivals);
            }
        }
        return acceptance.accept(arrivals, now);
    }

    private void consider(Event<Health> event, WatchedTarget target, Instant now, List<Arrival> arrivals) {
        Calling calling = Calling.of(event.data(), target, now);
        if (calling instanceof Calling.ForAction) {
            arrivals.add(arrival(event, target, now));
        } else if (calling instanceof Calling.ButNot not) {
            Cause cause = arrival(event, target, now).cause();
            recorder.logNoAction(Results.plain(cause, Outcome.COMPLETED, not.why(), now, now));
        }
    }

    private static Arrival arrival(Event<Health> event, WatchedTarget target, Instant now) {
        Health health = event.data();
        Instant expiresAt = health.lastCheck().plus(target.policy().healthValidFor());
        EventId id = EventIds.automaticBecauseOf(event.id());
        Command command = new Command(
                target.id(),
                new Request.Auto(),
                REQUESTED_BY,
                health.status() + ": " + health.reason(),
                false,
                expiresAt);
        return Arrival.automatic(id, command, event.id(), expiresAt, now);
    }

    private static Map<String, Event<Health>> newest(Collection<Event<Health>> events) {
        Map<String, Event<Health>> newest = new HashMap<>();
        for (Event<Health> event : events) {
            newest.merge(
                    event.data().target(),
                    event,
                    (one, other) -> other.data().lastCheck().isBefore(one.data().lastCheck()) ? one : other);
        }
        return newest;
    }
}
