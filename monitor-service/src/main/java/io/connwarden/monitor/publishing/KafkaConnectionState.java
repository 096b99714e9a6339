package io.connwarden.monitor.publishing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Kafka takes what we send. Says so in the log when that changes, and only then. Thread-safe. */
public final class KafkaConnectionState {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnectionState.class);

    /** What is known about Kafka. */
    public sealed interface State {

        /** Nothing has been sent yet. */
        record Unknown() implements State {}

        record Up(Instant since) implements State {}

        record Down(Instant since, String reason) implements State {}
    }

    private final InstantSource clock;
    private State state = new State.Unknown();

    public KafkaConnectionState(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized State state() {
        return state;
    }

    public boolean isDown() {
        return state() instanceof State.Down;
    }

    /** Kafka has taken something. */
    public synchronized void recordSuccess() {
        if (state instanceof State.Up) {
            return;
        }
        Instant now = clock.instant();
        if (state instanceof State.Down away) {
            LOG.info(
                    "Kafka is back after {} s",
                    Duration.between(away.since(), now).toSeconds());
        } else {
            LOG.info("Kafka takes health events");
        }
        state = new State.Up(now);
    }

    /** Kafka has not taken something, or does not answer. */
    public synchronized void recordFailure(@Nullable String reason) {
        String told = reason == null ? "unknown" : reason;
        if (state instanceof State.Down away) {
            state = new State.Down(away.since(), told);
            return;
        }
        LOG.warn("Kafka is away ({}); the newest state of each target is kept and sent when it returns", told);
        state = new State.Down(clock.instant(), told);
    }
}
