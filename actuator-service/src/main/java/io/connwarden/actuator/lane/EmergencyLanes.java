package io.connwarden.actuator.lane;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.config.WatchedTarget;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lanes of all targets. Opening starts them all without waiting for any. */
public final class EmergencyLanes implements Lanes, AutoCloseable {
    private final Targets targets;
    private final Clock clock;
    private final Map<String, EmergencyLane> open = new LinkedHashMap<>();

    public EmergencyLanes(Targets targets, Clock clock) {
        this.targets = targets;
        this.clock = clock;
    }

    public synchronized void open() {
        for (WatchedTarget target : targets.all()) {
            open.computeIfAbsent(target.id(), id -> new EmergencyLane(target, clock));
        }
    }

    @Override
    public synchronized Lane to(String target) {
        Lane lane = open.get(target);
        if (lane == null) {
            throw new IllegalStateException("there is no lane to target " + target);
        }
        return lane;
    }

    @Override
    public synchronized boolean isOpen(String target) {
        Lane lane = open.get(target);
        return lane != null && lane.open();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(EmergencyLane::close);
        open.clear();
    }
}
