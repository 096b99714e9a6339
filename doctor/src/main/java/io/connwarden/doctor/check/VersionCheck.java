package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Server;

/** Whether Connwarden knows this version. */
final class VersionCheck implements Check {
    private static final String NAME = "version";
    private static final int MIN_MAJOR = 13;
    private static final int MAX_TESTED_MAJOR = 18;

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.server()
                .value()
                .map(server -> evaluate(server, findings.provider().displayName()))
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.ERROR, findings.server().failureReason()));
    }

    private static CheckResult evaluate(Server server, String provider) {
        String what = "PostgreSQL " + server.version() + (provider.equals("PostgreSQL") ? "" : " on " + provider);
        if (server.major() < MIN_MAJOR) {
            return CheckResult.of(
                    NAME,
                    Severity.ERROR,
                    what + " is older than " + MIN_MAJOR,
                    new MissingRequirement.Advice("upgrade to PostgreSQL " + MIN_MAJOR + " to " + MAX_TESTED_MAJOR));
        }
        return server.major() > MAX_TESTED_MAJOR
                ? CheckResult.of(
                        NAME,
                        Severity.WARNING,
                        what + " is newer than " + MAX_TESTED_MAJOR + ", the newest that was tried")
                : CheckResult.of(NAME, Severity.OK, what);
    }
}
