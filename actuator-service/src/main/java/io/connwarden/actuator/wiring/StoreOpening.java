package io.connwarden.actuator.wiring;

import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.BackOff;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.store.StoreTrouble;
import io.connwarden.sql.store.Upkeep;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the log store and brings its tables up to date. */
class StoreOpening {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);

    private final @Nullable Flyway flyway;
    private final Upkeep upkeep;
    private final Rest rest;
    private final FlowMetrics metrics;
    private volatile boolean open;

    /**
     * An opening that was not tried yet.
     *
     * @param flyway null when the tables are somebody else's business ({@code spring.flyway.enabled=false})
     */
    StoreOpening(@Nullable Flyway flyway, Upkeep upkeep, Rest rest, FlowMetrics metrics) {
        this.flyway = flyway;
        this.upkeep = upkeep;
        this.rest = rest;
        this.metrics = metrics;
    }

    /** Returns when the store can be worked with; tries for as long as it takes. */
    void untilOpen() {
        BackOff backOff = BackOff.standard();
        while (!open) {
            try {
                if (flyway != null) {
                    flyway.migrate();
                }
                upkeep.ask();
                open = true;
                LOG.info("The log store is open");
            } catch (RuntimeException e) {
                metrics.storeFailed();
                LOG.warn("The log store cannot be opened yet, trying on: {}", StoreTrouble.told(e));
                rest.rest(backOff.next());
            }
        }
    }

    boolean isOpen() {
        return open;
    }
}
