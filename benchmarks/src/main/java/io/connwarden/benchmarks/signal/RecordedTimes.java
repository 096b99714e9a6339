package io.connwarden.benchmarks.signal;

import java.time.Duration;

/**
 * The times of one recorded action.
 *
 * @param decided from the acceptance of the command to the decision on a new sample
 * @param signalled from the decision to the record of the last answer to a signal
 * @param recorded from the decision to the commit of all outcomes, after the end of the last session
 * @param answered from the request of the client to its result
 */
record RecordedTimes(Duration decided, Duration signalled, Duration recorded, Duration answered) {}
