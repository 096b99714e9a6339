package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Server;

/** Whether Connwarden knows this version. */
final class Version implements Question {
    private static final String NAME = "version";
    private static final int OLDEST = 13;
    private static final int NEWEST = 18;

    @Override
    public Check judge(Findings findings) {
        return findings.server()
                .value()
                .map(server -> judge(server, findings.provider().spoken()))
                .orElseGet(() -> Check.unanswered(
                        NAME, Standing.OBSTACLE, findings.server().lack()));
    }

    private static Check judge(Server server, String provider) {
        String what = "PostgreSQL " + server.version() + (provider.equals("PostgreSQL") ? "" : " on " + provider);
        if (server.major() < OLDEST) {
            return Check.of(
                    NAME,
                    Standing.OBSTACLE,
                    what + " is older than " + OLDEST,
                    new Need.Advice("upgrade to PostgreSQL " + OLDEST + " to " + NEWEST));
        }
        return server.major() > NEWEST
                ? Check.of(NAME, Standing.LIMIT, what + " is newer than " + NEWEST + ", the newest that was tried")
                : Check.of(NAME, Standing.FINE, what);
    }
}
