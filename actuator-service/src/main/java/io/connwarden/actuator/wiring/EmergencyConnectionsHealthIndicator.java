package io.connwarden.actuator.wiring;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The state of the emergency connections. An unreachable target degrades the service but does not make it DOWN. */
record EmergencyConnectionsHealthIndicator(Targets targets, EmergencyConnections connections)
        implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED", "at least one emergency connection is closed");

    @Override
    public Health health() {
        Health.Builder answer = Health.up();
        for (String target : targets.ids()) {
            answer.withDetail(target, connections.state(target));
            if (!connections.isOpen(target)) {
                answer.status(DEGRADED);
            }
        }
        return answer.build();
    }
}
