package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.message.SessionSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries for one target. The timeouts of the connection bound the duration of each query. */
public interface TargetSampler {
    /**
     * A full sample.
     *
     * @param sessions the sessions of the observation; null if snapshots are disabled. If some are missing, they are
     *     the last in the order of a snapshot
     */
    record FullSample(Observation observation, @Nullable List<SessionSnapshot.Row> sessions) {}

    /**
     * Takes a tripwire reading: the number of connected backends, workers with a database included.
     *
     * @throws SampleFailedException when the query fails or times out
     */
    int countBackends() throws SampleFailedException;

    /**
     * Takes a full sample.
     *
     * @throws SampleFailedException when the query fails or times out
     */
    FullSample takeSample() throws SampleFailedException;
}
