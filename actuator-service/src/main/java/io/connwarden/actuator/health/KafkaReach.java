package io.connwarden.actuator.health;

import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The failed requests of this process to Kafka, until a request is answered. Thread-safe. */
public final class KafkaReach {
    /** A shorter outage, such as a change of the leader, is no reason to sample targets directly. */
    static final Duration MIN_OUTAGE = Duration.ofSeconds(3);

    private static final int MIN_FAILURES = 2;

    private final InstantSource clock;
    private @Nullable Instant failingSince;
    private int failures;
    private String cause = "";

    public KafkaReach(InstantSource clock) {
        this.clock = clock;
    }

    /** Records an answer of any broker. */
    public synchronized void onSuccess() {
        failingSince = null;
        failures = 0;
    }

    /**
     * Records a request without an answer.
     *
     * @param start the time of the request
     * @param reason the cause, in one line
     */
    public synchronized void onFailure(Instant start, String reason) {
        if (failingSince == null) {
            failingSince = start;
        }
        failures++;
        cause = reason;
    }

    /** Returns one line about the outage; empty if Kafka is reachable or the outage is too short. */
    synchronized Optional<String> outage() {
        if (failingSince == null || failures < MIN_FAILURES) {
            return Optional.empty();
        }
        Duration time = Duration.between(failingSince, clock.instant());
        return time.compareTo(MIN_OUTAGE) < 0
                ? Optional.empty()
                : Optional.of("Kafka has not answered for " + Formats.duration(time) + ": " + cause);
    }
}
