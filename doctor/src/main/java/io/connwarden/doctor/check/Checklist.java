package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.ConnectionReading;
import io.connwarden.doctor.reading.Readings;
import java.util.List;

/** The list of all checks, in the order of the report. Pure. */
public final class Checklist {
    private static final List<Check> CHECKS = List.of(
            new ConnectionCheck(),
            new PoolerCheck(),
            new VersionCheck(),
            new ReplicationCheck(),
            new CatalogCheck(),
            new VisibilityCheck(),
            new SignalPrivilegeCheck(),
            new ListenerCheck(),
            new SlotsCheck(),
            new IdleSessionCheck(),
            new ReservedSlotsCheck(),
            new RoleLimitsCheck(),
            new TimeoutsCheck(),
            new ClockCheck());

    private Checklist() {}

    /** Returns the findings of all checks; if no session could be opened, only the finding about the connection. */
    public static List<Finding> evaluate(Readings readings) {
        if (readings.connection() instanceof ConnectionReading.Failed) {
            return List.of(new ConnectionCheck().evaluate(readings));
        }
        return CHECKS.stream().map(check -> check.evaluate(readings)).toList();
    }
}
