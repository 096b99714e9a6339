package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.UpcomingCrossings;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A target with the answers and the response time that the test sets. */
final class FakeTarget implements TargetSampler {
    private final FakeTime time;
    int sessions = 10;
    int usable = 100;
    double visibility = 100;
    int zombies;
    Supplier<UpcomingCrossings> upcoming = UpcomingCrossings::none;

    @Nullable String failure;

    Duration responseTime = Duration.ZERO;
    int readingCount;
    int sampleCount;

    /** The rows of a snapshot; null for none. */
    @Nullable List<SessionSnapshot.Row> rows;

    FakeTarget(FakeTime time) {
        this.time = time;
    }

    @Override
    public int countBackends() throws SampleFailedException {
        readingCount++;
        respond();
        return sessions;
    }

    @Override
    public FullSample takeSample() throws SampleFailedException {
        sampleCount++;
        respond();
        Counts counts = Counts.builder()
                .totalConnections(sessions)
                .idleConnections(sessions)
                .zombieConnections(zombies)
                .maxConnections(usable)
                .usableConnections(usable)
                .visibilityPercentage(visibility)
                .build();
        return new FullSample(
                new Observation("orders-db", counts, List.of(), "18.6", false, time.now(), upcoming.get()), rows);
    }

    private void respond() throws SampleFailedException {
        time.advance(responseTime);
        if (failure != null) {
            throw new SampleFailedException(failure, "a remedy");
        }
    }
}
