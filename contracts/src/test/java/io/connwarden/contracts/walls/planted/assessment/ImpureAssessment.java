package io.connwarden.contracts.walls.planted.assessment;

import java.time.Clock;
import java.time.Instant;
import java.util.logging.Logger;

/** Violates on purpose: looks at the clock and writes a log. */
public class ImpureAssessment {
    private static final Logger LOG = Logger.getLogger("planted");

    public Instant judge() {
        LOG.info("judging");
        return Instant.now(Clock.systemUTC());
    }
}
