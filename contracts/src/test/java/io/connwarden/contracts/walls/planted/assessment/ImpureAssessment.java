package io.connwarden.contracts.walls.planted.assessment;

import java.time.Clock;
import java.time.Instant;
import java.util.logging.Logger;

/** A planted violation: an assessment with a clock and a logger. */
public class ImpureAssessment {
    private static final Logger LOG = Logger.getLogger("planted");

    public Instant judge() {
        LOG.info("judging");
        return Instant.now(Clock.systemUTC());
    }
}
