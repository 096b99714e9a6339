package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Observation;

/** All that a watch may ask of its target. Every question is bounded in time by the connection's timeouts. */
public interface TargetView {

    /**
     * The cheap reading: backends now connected, workers with a database included.
     *
     * @throws LookFailed when the target did not answer
     */
    int backends() throws LookFailed;

    /**
     * The full sample.
     *
     * @throws LookFailed when the target did not answer
     */
    Observation observe() throws LookFailed;
}
