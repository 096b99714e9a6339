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
    private final String events;
    private final OutageLog outage;
    private KafkaState state = new KafkaState.Unknown();

    /** Creates the state of a connection for health events. */
    public KafkaConnectionState(InstantSource clock) {
        this(clock, "health events", "Kafka is down", "Kafka is up again");
    }

    private KafkaConnectionState(InstantSource clock, String events, String down, String up) {
        this.clock = clock;
        this.events = events;
        this.outage = new OutageLog(
                LOG, down + "; the latest state of each target is kept and sent when Kafka is up again", up, clock);
    }

    /** Creates the state of a connection for snapshots, which a broker may reject while it accepts health events. */
    public static KafkaConnectionState ofSnapshots(InstantSource clock) {
        return new KafkaConnectionState(
                clock, "snapshots", "Kafka accepts no snapshots", "Kafka accepts snapshots again");
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
            LOG.info("Kafka is up and accepts {}", events);
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
