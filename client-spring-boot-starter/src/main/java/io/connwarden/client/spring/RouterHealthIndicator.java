package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.Priority;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** The health of the router: down if neither lane can connect. A lane with all its connections in use is up. */
final class RouterHealthIndicator extends AbstractHealthIndicator {
    private final LaneCheck check;

    RouterHealthIndicator(QueryRouter router) {
        super("The check of the query router failed");
        this.check = new LaneCheck(router);
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        LaneCheck.Result standard = check.run(Priority.NORMAL);
        LaneCheck.Result reserved = check.run(Priority.HIGH);
        (standard.isDown() && reserved.isDown() ? builder.down() : builder.up())
                .withDetail("standard", standard.details())
                .withDetail("reserved", reserved.details());
    }
}
