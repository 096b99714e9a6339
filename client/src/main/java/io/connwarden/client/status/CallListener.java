package io.connwarden.client.status;

import io.connwarden.client.query.Priority;

/** Told of every call's end. Runs on the calling thread: must be quick and must not throw. */
@FunctionalInterface
public interface CallListener {

    /**
     * A call has ended.
     *
     * @param queryName the name in its options
     * @param priority the one in force
     * @param outcome how it ended
     * @param nanos from its beginning, waiting included
     */
    void onCallEnded(String queryName, Priority priority, CallOutcome outcome, long nanos);
}
