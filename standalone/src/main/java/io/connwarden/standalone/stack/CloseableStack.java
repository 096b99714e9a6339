package io.connwarden.standalone.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be stopped in the opposite order: by whoever closes this, or by Ctrl-C at any moment, also in
 * the middle of a start. Thread-safe.
 */
public final class CloseableStack implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private boolean closed;

    /** Keeps it for the end; when the end has come already, stops it at once. */
    public synchronized <T extends AutoCloseable> T add(T resource) {
        if (closed) {
            closeAndLog(resource);
            throw new IllegalStateException("being stopped");
        }
        resources.push(resource);
        return resource;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Stops everything once; whatever fails is logged, and the rest is stopped all the same. */
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
            // Looked up here: the log's place is chosen after this class may have been loaded.
            Logger log = LoggerFactory.getLogger(CloseableStack.class);
            log.warn("Could not be stopped in order: {}", resource, e);
        }
    }
}
