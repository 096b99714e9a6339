package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.reading.Readings;
import java.util.List;

/** The check of the sessions that LISTEN. PostgreSQL does not show them, so it names the limits of their detection. */
final class ListenerCheck implements Check {
    private static final String NAME = "listeners";

    @Override
    public Finding evaluate(Readings readings) {
        return readings.target().intendedUse() == IntendedUse.MONITOR
                ? Finding.of(NAME, Severity.OK, "sessions seen to LISTEN are reported to the actuator")
                : Finding.of(NAME, Severity.OK, "sessions seen to LISTEN and programs known to LISTEN are protected")
                        .withDetails(List.of(
                                "not detected: a session that runs another statement within one interval after its"
                                        + " LISTEN, such as a COMMIT or a test of the connection, under an"
                                        + " application_name that is not in policy.listeners",
                                "remedy: add its application_name to policy.listeners, or its role to"
                                        + " policy.exclude.users"));
    }
}
