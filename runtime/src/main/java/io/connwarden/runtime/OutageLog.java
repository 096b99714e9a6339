package io.connwarden.runtime;

import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The log lines of one resource's outages. The first failure is a warning, further failures are debug lines, and the
 * recovery is logged with the duration of the outage. Thread-safe.
 */
public final class OutageLog {
    private final Logger logger;
    private final String outage;
    private final String recovery;
    private final InstantSource clock;
    private @Nullable Instant start;

    /**
     * Creates a log without an outage.
     *
     * @param logger the logger of the class that observes the resource
     * @param outage the first line of an outage: what failed, its effect, what happens next; without a full stop
     * @param recovery the last line of an outage, such as "Kafka is up again"; without a full stop
     * @param clock measures the outage
     */
    public OutageLog(Logger logger, String outage, String recovery, InstantSource clock) {
        this.logger = logger;
        this.outage = outage;
        this.recovery = recovery;
        this.clock = clock;
    }

    /** Creates a log on the system's clock. */
    public OutageLog(Logger logger, String outage, String recovery) {
        this(logger, outage, recovery, InstantSource.system());
    }

    /**
     * Records a failure.
     *
     * @param cause the reason of the failure, in one line
     * @return whether an outage starts with this failure
     */
    public synchronized boolean recordFailure(String cause) {
        if (start != null) {
            logger.debug("{}. Cause: {}", outage, cause);
            return false;
        }
        start = clock.instant();
        logger.warn("{}. Cause: {}", outage, cause);
        return true;
    }

    /**
     * Records a success.
     *
     * @return whether an outage ends with this success
     */
    public synchronized boolean recordSuccess() {
        if (start == null) {
            return false;
        }
        Duration duration = Duration.between(start, clock.instant());
        logger.info("{}. Duration of the outage: {}", recovery, Formats.duration(duration));
        start = null;
        return true;
    }
}
