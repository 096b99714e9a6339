package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Observation;

/** All that a watch may ask of its target. Every question is bounded in time by the connection's timeouts. */
public interface TargetSampler {

    /**
     * The cheap reading: backends now connected, workers with a database included.
     *
     * @throws SampleFailedException when the target did not answer
     */
    int countBackends() throws SampleFailedException;

    /**
     * The full sample.
     *
     * @throws SampleFailedException when the target did not answer
     */
    Observation takeSample() throws SampleFailedException;
}
