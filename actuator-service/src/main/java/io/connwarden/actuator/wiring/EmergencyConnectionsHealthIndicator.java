package io.connwarden.actuator.wiring;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Which targets can be reached right now. A target that is away does not make the service sick, only less useful. */
record EmergencyConnectionsHealthIndicator(Targets targets, EmergencyConnections connections)
        implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED", "not every target can be reached");

    @Override
    public Health health() {
        Health.Builder answer = Health.up();
        for (String target : targets.ids()) {
            boolean open = connections.isOpen(target);
            answer.withDetail(target, open ? "open" : "closed");
            if (!open) {
                answer.status(DEGRADED);
            }
        }
        return answer.build();
    }
}
