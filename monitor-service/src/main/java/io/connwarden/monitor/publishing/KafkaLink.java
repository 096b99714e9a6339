package io.connwarden.monitor.publishing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Kafka takes what we send. Says so in the log when that changes, and only then. Thread-safe. */
public final class KafkaLink {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLink.class);

    /** What is known about Kafka. */
    public sealed interface State {

        /** Nothing has been sent yet. */
        record Unproven() implements State {}

        record Up(Instant since) implements State {}

        record Away(Instant since, String reason) implements State {}
    }

    private final InstantSource clock;
    private State state = new State.Unproven();

    public KafkaLink(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized State state() {
        return state;
    }

    public boolean isAway() {
        return state() instanceof State.Away;
    }

    /** Kafka has taken something. */
    public synchronized void works() {
        if (state instanceof State.Up) {
            return;
        }
        Instant now = clock.instant();
        if (state instanceof State.Away away) {
            LOG.info(
                    "Kafka is back after {} s",
                    Duration.between(away.since(), now).toSeconds());
        } else {
            LOG.info("Kafka takes health events");
        }
        state = new State.Up(now);
    }

    /** Kafka has not taken something, or does not answer. */
    public synchronized void failed(@Nullable String reason) {
        String told = reason == null ? "unknown" : reason;
        if (state instanceof State.Away away) {
            state = new State.Away(away.since(), told);
            return;
        }
        LOG.warn("Kafka is away ({}); the newest state of each target is kept and sent when it returns", told);
        state = new State.Away(clock.instant(), told);
    }
}
