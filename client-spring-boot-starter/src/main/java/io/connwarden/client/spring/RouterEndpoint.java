package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.status.RouterStatus;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The endpoint {@code /actuator/connwarden}: the status and the counters of the router. */
@Endpoint(id = "connwarden")
final class RouterEndpoint {
    private final QueryRouter router;

    RouterEndpoint(QueryRouter router) {
        this.router = router;
    }

    /** Returns the status. */
    @ReadOperation
    RouterStatus status() {
        return router.status();
    }
}
