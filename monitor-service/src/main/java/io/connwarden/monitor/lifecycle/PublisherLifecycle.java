package io.connwarden.monitor.lifecycle;

import io.connwarden.monitor.publishing.HealthPublisher;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** The lifecycle of the publisher. It starts before the target monitors and stops after them, with a bounded flush. */
public final class PublisherLifecycle implements SmartLifecycle {
    static final int PHASE = 0;

    private final HealthPublisher publisher;
    private final Duration flushTimeout;
    private volatile boolean running;

    public PublisherLifecycle(HealthPublisher publisher, Duration flushTimeout) {
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
