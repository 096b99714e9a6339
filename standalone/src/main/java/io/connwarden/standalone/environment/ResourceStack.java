package io.connwarden.standalone.environment;

import io.connwarden.runtime.ShutdownSignal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The started resources, closed in reverse order. They are closed at the end of a command, or by Ctrl-C at any time,
 * also during a start. Thread-safe.
 */
public final class ResourceStack implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final ShutdownSignal closing = new ShutdownSignal();

    /**
     * Adds a resource. If the stack is closed already, closes the resource at once.
     *
     * @throws IllegalStateException if the stack is closed
     */
    public synchronized <T extends AutoCloseable> T add(T resource) {
        if (isClosed()) {
            closeAndLog(resource);
            throw new IllegalStateException(resource
                    + " was closed right after its start, because the program is stopping; run the command again");
        }
        resources.push(resource);
        return resource;
    }

    public synchronized boolean isClosed() {
        return closing.isShutDown();
    }

    /** Waits until the stack is closed or the thread is interrupted. */
    public void awaitClose() {
        while (!closing.awaitShutdown(Duration.ofDays(1))) {
            // The signal has no wait without a limit.
        }
    }

    /** Closes all resources once. A failure is logged, and the next resource is closed. */
    @Override
    public synchronized void close() {
        closing.shutDown();
        while (!resources.isEmpty()) {
            closeAndLog(resources.pop());
        }
    }

    private static void closeAndLog(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // Not a constant: the log file may be configured after this class is loaded.
            Logger log = LoggerFactory.getLogger(ResourceStack.class);
            log.warn("Closing {} failed, it may still run; closing the next resource", resource, e);
        }
    }
}
