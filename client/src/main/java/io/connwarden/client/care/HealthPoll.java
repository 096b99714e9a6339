package io.connwarden.client.care;

import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.pressure.HealthListener;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the target's health at every interval in which nobody else told it. */
public final class HealthPoll implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthPoll.class);

    private final ConnectionManagement management;
    private final HealthListener listener;
    private final BooleanSupplier heardLately;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "connwarden-health");
        thread.setDaemon(true);
        return thread;
    });

    private HealthPoll(ConnectionManagement management, HealthListener listener, BooleanSupplier heardLately) {
        this.management = management;
        this.listener = listener;
        this.heardLately = heardLately;
    }

    /**
     * Asks at once and then at every interval.
     *
     * @param management what to ask; not closed with it
     * @param listener told of it
     * @param heardLately whether health was heard within the last interval, so that there is no need to ask
     * @param interval from one question to the next
     * @return a running poll, to be closed
     */
    public static HealthPoll start(
            ConnectionManagement management, HealthListener listener, BooleanSupplier heardLately, Duration interval) {
        HealthPoll poll = new HealthPoll(management, listener, heardLately);
        ScheduledFuture<?> ignored =
                poll.schedule.scheduleWithFixedDelay(poll::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return poll;
    }

    private void ask() {
        if (heardLately.getAsBoolean()) {
            return;
        }
        try {
            listener.onHealth(management.getConnectionHealth());
        } catch (RuntimeException e) {
            log.warn("The health of target '{}' is not known: {}", management.target(), e.getMessage());
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
