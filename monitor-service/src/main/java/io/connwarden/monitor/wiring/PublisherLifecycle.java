package io.connwarden.monitor.wiring;

import io.connwarden.monitor.publishing.HealthPublisher;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Starts the publisher before the watches and ends it after them, with a last flush that has a bound. */
final class PublisherLifecycle implements SmartLifecycle {
    static final int PHASE = 0;

    private final HealthPublisher publisher;
    private final Duration flushTimeout;
    private volatile boolean running;

    PublisherLifecycle(HealthPublisher publisher, Duration flushTimeout) {
        this.publisher = publisher;
        this.flushTimeout = flushTimeout;
    }

    @Override
    public void start() {
        publisher.start();
        running = true;
    }

    @Override
    public void stop() {
        try {
            publisher.stop(flushTimeout);
        } catch (InterruptedException hurried) {
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
