package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Observation;

/** The queries for one target. The timeouts of the connection bound the duration of each query. */
public interface TargetSampler {
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
    Observation takeSample() throws SampleFailedException;
}
