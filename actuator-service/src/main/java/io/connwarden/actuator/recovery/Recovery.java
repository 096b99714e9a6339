package io.connwarden.actuator.recovery;

import io.connwarden.actuator.acceptance.WorkBell;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.pace.Repeating;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.sql.store.Leases;

/** What runs beside the workers so that no command is forgotten. Each runs in a thread of its own. */
public final class Recovery {
    private static final int RENEWALS_PER_LEASE = 4;

    private final Leases leases;
    private final WorkBell workers;
    private final ActuatorSettings settings;
    private final Rest rest;

    public Recovery(Leases leases, WorkBell workers, ActuatorSettings settings, Rest rest) {
        this.leases = leases;
        this.workers = workers;
        this.settings = settings;
        this.rest = rest;
    }

    /** Says again and again that this process lives. A store that is away for a whole lease may give its work away. */
    public Runnable heartbeat() {
        return new Repeating(
                "renew the leases of this process",
                settings.lease().dividedBy(RENEWALS_PER_LEASE),
                rest,
                leases::renew);
    }

    /** Points out commands that other processes accepted or left behind. */
    public Runnable search() {
        return new Repeating(
                "look for commands to take up",
                settings.lookForWork(),
                rest,
                () -> leases.targetsWithWork().forEach(workers::ring));
    }
}
