package io.connwarden.standalone.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The started resources. They are closed in reverse order, at the end of a command or at any moment by Ctrl-C, also
 * during a start. Thread-safe.
 */
public final class CloseableStack implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private boolean closed;

    /**
     * Adds a resource. If the stack is closed already, closes the resource at once.
     *
     * @throws IllegalStateException if the stack is closed
     */
    public synchronized <T extends AutoCloseable> T add(T resource) {
        if (closed) {
            closeAndLog(resource);
            throw new IllegalStateException("the program is stopping");
        }
        resources.push(resource);
        return resource;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Closes all resources once. A failure is logged, and the next resource is closed. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!resources.isEmpty()) {
            closeAndLog(resources.pop());
        }
    }

    private static void closeAndLog(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // Not a constant: the log file may be configured after this class is loaded.
            Logger log = LoggerFactory.getLogger(CloseableStack.class);
            log.warn("Closing {} failed, closing the next resource", resource, e);
        }
    }
}
