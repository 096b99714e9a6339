package io.connwarden.actuator.pace;

import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something at once and then again and again, until the service stops. A failure is told once, not every time. */
public final class Repeating implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

    private final String what;
    private final Duration every;
    private final Rest rest;
    private final Runnable task;
    private boolean failing;

    /** @param what it does, for the log: "could not ..." */
    public Repeating(String what, Duration every, Rest rest, Runnable task) {
        this.what = what;
        this.every = every;
        this.rest = rest;
        this.task = task;
    }

    @Override
    public void run() {
        try {
            while (!rest.stopping()) {
                once();
                rest.rest(every);
            }
        } catch (Stopped e) {
            // That is how it ends.
        }
    }

    private void once() {
        try {
            task.run();
            failing = false;
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Could not {}, trying on: {}", what, Objects.toString(e.getMessage(), e.toString()));
                failing = true;
            }
        }
    }
}
