package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.Server;

/** The check of the server version. */
final class VersionCheck implements Check {
    private static final String NAME = "version";
    private static final int MIN_MAJOR = 13;
    private static final int MAX_TESTED_MAJOR = 18;

    @Override
    public Finding evaluate(Readings readings) {
        return readings.server()
                .identity()
                .value()
                .map(server -> evaluate(server, readings.provider().displayName()))
                .orElseGet(() -> Finding.failed(
                        NAME, Severity.ERROR, readings.server().identity().failureReason()));
    }

    private static Finding evaluate(Server server, String provider) {
        String what = "PostgreSQL " + server.version() + (provider.equals("PostgreSQL") ? "" : " on " + provider);
        if (server.major() < MIN_MAJOR) {
            return Finding.of(
                    NAME,
                    Severity.ERROR,
                    what + " is not supported; the minimum is " + MIN_MAJOR,
                    new MissingRequirement.Advice("upgrade to PostgreSQL " + MIN_MAJOR + " to " + MAX_TESTED_MAJOR));
        }
        return server.major() > MAX_TESTED_MAJOR
                ? Finding.of(
                        NAME,
                        Severity.WARNING,
                        what + " is not tested; the newest tested version is " + MAX_TESTED_MAJOR)
                : Finding.of(NAME, Severity.OK, what);
    }
}
