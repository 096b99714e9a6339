package io.connwarden.monitor.publishing;

import io.connwarden.runtime.OutageLog;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of the connection to Kafka, as the latest send or request revealed it. Thread-safe. */
public final class KafkaConnectionState {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnectionState.class);

    /** The known state of Kafka. */
    public sealed interface KafkaState {

        /** The state before a request was answered or failed. */
        record Unknown() implements KafkaState {}

        record Up(Instant since) implements KafkaState {}

        record Down(Instant since, String reason) implements KafkaState {}
    }

    private final InstantSource clock;
    private final OutageLog outage;
    private KafkaState state = new KafkaState.Unknown();

    public KafkaConnectionState(InstantSource clock) {
        this.clock = clock;
        this.outage = new OutageLog(
                LOG,
                "Kafka is down; the latest state of each target is kept and sent when Kafka is up again",
                "Kafka is up again",
                clock);
    }

    public synchronized KafkaState state() {
        return state;
    }

    public boolean isDown() {
        return state() instanceof KafkaState.Down;
    }

    /** Records a request that Kafka acknowledged. */
    public synchronized void recordSuccess() {
        if (state instanceof KafkaState.Up) {
            return;
        }
        if (!outage.recordSuccess()) {
            LOG.info("Kafka is up and accepts health events");
        }
        state = new KafkaState.Up(clock.instant());
    }

    /**
     * Records a request that failed or timed out.
     *
     * @param reason the cause in one line
     */
    public synchronized void recordFailure(String reason) {
        outage.recordFailure(reason);
        state = new KafkaState.Down(state instanceof KafkaState.Down down ? down.since() : clock.instant(), reason);
    }
}
