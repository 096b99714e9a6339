package io.connwarden.client.status;

import io.connwarden.client.query.Priority;

/** A listener of the end of every call. Runs on the calling thread, must return quickly and must not throw. */
@FunctionalInterface
public interface CallListener {

    /**
     * Receives the end of a call.
     *
     * @param queryName name in the options of the query
     * @param priority priority in force
     * @param outcome outcome of the call
     * @param nanos duration of the call with all waits
     */
    void onCallEnded(String queryName, Priority priority, CallOutcome outcome, long nanos);
}
