package io.connwarden.runtime;

import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that runs at once and then at a fixed delay until the service shuts down. A failure does not end it. */
public final class PeriodicTask implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final Duration interval;
    private final ShutdownSignal shutdown;
    private final Runnable task;
    private final OutageLog outage;

    /**
     * Creates a task that does not run yet.
     *
     * @param failure the log line of the first failure: what failed and its effect, without a full stop
     * @param recovery the log line of the recovery, without a full stop
     * @param interval the delay between the end of a run and the start of the next
     */
    public PeriodicTask(String failure, String recovery, Duration interval, ShutdownSignal shutdown, Runnable task) {
        this.interval = interval;
        this.shutdown = shutdown;
        this.task = task;
        this.outage =
                new OutageLog(LOG, failure + "; the next attempt follows in " + Formats.duration(interval), recovery);
    }

    @Override
    public void run() {
        try {
            boolean ended = shutdown.isShutDown();
            while (!ended) {
                runOnce();
                ended = shutdown.awaitShutdown(interval);
            }
        } catch (ShutdownException e) {
            LOG.debug("A periodic task ends with the service");
        }
    }

    private void runOnce() {
        try {
            task.run();
            outage.recordSuccess();
            SupervisedThread.recordSuccess();
        } catch (ShutdownException e) {
            throw e;
        } catch (RuntimeException e) {
            outage.recordFailure(RootCause.describe(e));
            SupervisedThread.recordFailure(e);
        }
    }
}
