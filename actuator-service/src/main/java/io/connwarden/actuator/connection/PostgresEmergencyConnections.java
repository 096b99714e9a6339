package io.connwarden.actuator.connection;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.sql.store.ReserveLease;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The emergency connections of all targets. {@link #open} does not wait for any target. */
public final class PostgresEmergencyConnections implements EmergencyConnections, AutoCloseable {
    private final Targets targets;
    private final Clock clock;
    private final ReserveLease reserveLease;
    private final Map<String, PostgresEmergencyConnection> open = new LinkedHashMap<>();

    public PostgresEmergencyConnections(Targets targets, Clock clock, ReserveLease reserveLease) {
        this.targets = targets;
        this.clock = clock;
        this.reserveLease = reserveLease;
    }

    public synchronized void open() {
        for (TargetConfiguration target : targets.all()) {
            open.computeIfAbsent(
                    target.id(),
                    id -> new PostgresEmergencyConnection(target, clock, new LeasedReservePermit(id, reserveLease)));
        }
    }

    @Override
    public synchronized EmergencyConnection connectionTo(String target) {
        EmergencyConnection connection = open.get(target);
        if (connection == null) {
            throw new IllegalStateException("No emergency connection to target '" + target
                    + "': configured targets are " + targets.ids() + ", open connections " + open.keySet());
        }
        return connection;
    }

    @Override
    public synchronized boolean isOpen(String target) {
        EmergencyConnection connection = open.get(target);
        return connection != null && connection.isOpen();
    }

    @Override
    public synchronized String state(String target) {
        PostgresEmergencyConnection connection = open.get(target);
        return connection == null ? "closed" : connection.state();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(PostgresEmergencyConnection::close);
        open.clear();
    }
}
