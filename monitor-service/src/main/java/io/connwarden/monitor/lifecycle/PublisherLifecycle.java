package io.connwarden.monitor.lifecycle;

import io.connwarden.monitor.publishing.LatestEventPublisher;
import io.connwarden.monitor.publishing.Publishers;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * The lifecycle of the publishers. They start before the target monitors. They stop after them, health events first,
 * and send the pending events within the timeout.
 */
public final class PublisherLifecycle implements SmartLifecycle {
    static final int PHASE = 0;

    private final Publishers publishers;
    private final Duration flushTimeout;
    private volatile boolean running;

    public PublisherLifecycle(Publishers publishers, Duration flushTimeout) {
        this.publishers = publishers;
        this.flushTimeout = flushTimeout;
    }

    @Override
    public void start() {
        publishers.all().forEach(LatestEventPublisher::start);
        running = true;
    }

    @Override
    public void stop() {
        try {
            long end = System.nanoTime() + flushTimeout.toNanos();
            for (LatestEventPublisher<?> publisher : publishers.all()) {
                publisher.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
