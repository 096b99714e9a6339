package io.connwarden.doctor.check;

import static io.connwarden.contracts.value.Formats.exactDuration;

import io.connwarden.doctor.reading.Reading;
import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.IdleSessionReading;
import java.util.List;

/** The check that a held session survives idling, as the emergency session must. */
final class IdleSessionCheck implements Check {
    private static final String NAME = "idle session";
    private static final String SETTING = "idle_session_timeout";

    @Override
    public Finding evaluate(Readings readings) {
        return readings.session()
                .idleSession()
                .value()
                .map(held -> evaluate(held, readings))
                .orElseGet(() -> probeFailed(readings.session().idleSession()));
    }

    private static Finding probeFailed(Reading<IdleSessionReading> idleSession) {
        return Finding.of(NAME, Severity.WARNING, "no session was tested: " + idleSession.failureReason());
    }

    private static Finding evaluate(IdleSessionReading held, Readings readings) {
        if (!held.sameBackend()) {
            return Finding.of(
                    NAME,
                    Severity.ERROR,
                    "the session was lost after " + exactDuration(held.idleTime()) + " of idle time");
        }
        if (!held.idleTimeout().isZero()) {
            return Finding.of(
                    NAME,
                    Severity.ERROR,
                    "the server terminates the session after " + exactDuration(held.idleTimeout()) + " of idle time",
                    new MissingRequirement.RoleSetting(readings.target().role(), SETTING, "0"));
        }
        return Finding.of(
                NAME,
                Severity.OK,
                "a session answers after " + exactDuration(held.idleTime()) + " of idle time" + timeoutNote(readings));
    }

    private static String timeoutNote(Readings readings) {
        return readings.server().timeouts().value().orElse(List.of()).stream()
                .filter(timeout -> timeout.name().equals(SETTING) && !timeout.isDisabled())
                .findFirst()
                .map(timeout -> "; " + SETTING + " of " + exactDuration(timeout.duration())
                        + " would terminate it, but is disabled in the session itself")
                .orElse("");
    }
}
