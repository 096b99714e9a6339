package io.connwarden.actuator.wiring;

import io.connwarden.actuator.concurrent.BackOff;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.store.StoreFailures;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.StoreMaintenance;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the log store and migrates its tables. */
class StoreStartup {
    private static final Logger LOG = LoggerFactory.getLogger(StoreStartup.class);

    private final @Nullable Flyway flyway;
    private final StoreMaintenance maintenance;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;
    private volatile boolean open;

    /** @param flyway null if the tables are managed elsewhere ({@code spring.flyway.enabled=false}) */
    StoreStartup(
            @Nullable Flyway flyway, StoreMaintenance maintenance, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.flyway = flyway;
        this.maintenance = maintenance;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    /** Returns when the log store is available; retries until then. */
    void awaitOpen() {
        BackOff backOff = BackOff.standard();
        while (!open) {
            try {
                if (flyway != null) {
                    flyway.migrate();
                }
                maintenance.ping();
                open = true;
                LOG.info("Log store available");
            } catch (RuntimeException e) {
                metrics.recordStoreFailure();
                LOG.warn(
                        "Log store unavailable, commands wait in Kafka, retrying. Cause: {}",
                        StoreFailures.rootMessage(e));
                shutdown.sleep(backOff.next());
            }
        }
    }

    boolean isOpen() {
        return open;
    }
}
