package io.connwarden.actuator.recovery;

import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.pace.Repeating;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.sql.store.Upkeep;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the store in order: days ahead are prepared, old ones dropped, full hours reported. */
public final class StoreUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(StoreUpkeep.class);
    private static final int DAYS_AHEAD = 7;

    private final Upkeep upkeep;
    private final StoreTransactions store;
    private final ActuatorSettings settings;
    private final Clock clock;
    private final Rest rest;

    public StoreUpkeep(Upkeep upkeep, StoreTransactions store, ActuatorSettings settings, Clock clock, Rest rest) {
        this.upkeep = upkeep;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.rest = rest;
    }

    public Runnable chores() {
        return new Repeating("keep the log store in order", settings.upkeep(), rest, this::once);
    }

    void once() {
        Instant now = clock.instant();
        Instant old = now.minus(settings.retention());
        int days = store.once(() -> upkeep.keepDays(DAYS_AHEAD, settings.retention()));
        int commands = store.once(() -> upkeep.forgetCommands(old));
        int sent = store.once(() -> upkeep.forgetSent(old));
        int reports = store.once(() -> upkeep.reportHours(now));
        LOG.info(
                "Log store in order: {} days made or dropped, {} commands and {} sent records forgotten, {} hours"
                        + " reported",
                days,
                commands,
                sent,
                reports);
    }
}
