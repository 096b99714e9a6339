package io.connwarden.actuator.concurrent;

import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task at a fixed delay until shutdown. The first failure is logged, and the recovery. */
public final class PeriodicTask implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private final Duration interval;
    private final ShutdownSignal shutdown;
    private final Runnable task;
    private boolean failing;

    /** @param name names the task in the log */
    public PeriodicTask(String name, Duration interval, ShutdownSignal shutdown, Runnable task) {
        this.name = name;
        this.interval = interval;
        this.shutdown = shutdown;
        this.task = task;
    }

    @Override
    public void run() {
        try {
            while (!shutdown.isShutDown()) {
                runOnce();
                shutdown.sleep(interval);
            }
        } catch (ShutdownException e) {
            // The service shuts down.
        }
    }

    private void runOnce() {
        try {
            task.run();
            failing = false;
        } catch (ShutdownException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Could not {}, trying on: {}", name, Objects.toString(e.getMessage(), e.toString()));
                failing = true;
            }
        }
    }
}
