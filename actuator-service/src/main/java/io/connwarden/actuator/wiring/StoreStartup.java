package io.connwarden.actuator.wiring;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RetryLoop;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.StoreMaintenance;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wait for the log store at the start, and the migration of its tables. */
class StoreStartup {
    private static final Logger LOG = LoggerFactory.getLogger(StoreStartup.class);

    private final @Nullable Flyway flyway;
    private final StoreMaintenance maintenance;
    private final RetryLoop retries;

    /** @param flyway null if the tables are managed elsewhere ({@code spring.flyway.enabled=false}) */
    StoreStartup(
            @Nullable Flyway flyway, StoreMaintenance maintenance, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.flyway = flyway;
        this.maintenance = maintenance;
        this.retries = new RetryLoop(shutdown, failure -> true, failure -> metrics.recordStoreFailure());
    }

    /** Returns when the log store is available; retries until then. */
    void awaitOpen() {
        OutageLog outage = new OutageLog(
                LOG,
                "Consumers are not started, because the log store is unavailable; retrying; no record is lost",
                "Log store available again, the start continues");
        retries.run(this::open, outage);
    }

    private boolean open() {
        if (flyway != null) {
            migrate(flyway);
        }
        maintenance.ping();
        return true;
    }

    private static void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            // Without the cause, because the log names the root cause of a failure.
            throw new IllegalStateException("the tables of the log store were created by another version of Connwarden;"
                    + " start that version, or set spring.datasource.url to an empty database. Details: "
                    + e.getMessage());
        }
    }
}
