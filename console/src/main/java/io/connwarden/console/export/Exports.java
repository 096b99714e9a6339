package io.connwarden.console.export;

import io.connwarden.console.access.Caller;
import io.connwarden.console.web.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The exports that are being written, limited in total and per caller. Thread-safe. */
public final class Exports {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(4);

    private final int maxOpen;
    private final int maxPerCaller;
    private final Map<String, Integer> openPerCaller = new HashMap<>();
    private int open;

    /** The writing of one export. */
    public interface Export {
        void write() throws IOException;
    }

    /** The right to write one export, to be released at its end. */
    interface Permit {
        void release();
    }

    /**
     * @param maxOpen the maximum number of exports at a time, at least 1
     * @param maxPerCaller the maximum number of exports of one caller at a time, at least 1
     */
    public Exports(int maxOpen, int maxPerCaller) {
        this.maxOpen = maxOpen;
        this.maxPerCaller = maxPerCaller;
    }

    /**
     * Writes an export in the calling thread.
     *
     * @throws ProblemException 429 if a maximum is reached
     */
    public void run(Caller caller, Export export) throws IOException {
        Permit permit = begin(caller);
        try {
            export.write();
        } finally {
            permit.release();
        }
    }

    synchronized Permit begin(Caller caller) {
        String key = caller.identity();
        if (openPerCaller.getOrDefault(key, 0) >= maxPerCaller) {
            throw ProblemException.tooManyRequests(
                    "the token reads " + maxPerCaller + " exports already, the maximum of"
                            + " connwarden.console.max-exports-per-caller; wait for the end of one",
                    RETRY_AFTER);
        }
        if (open >= maxOpen) {
            throw ProblemException.tooManyRequests(
                    "the maximum of " + maxOpen + " exports is being read; repeat the request later, or raise"
                            + " connwarden.console.max-exports",
                    RETRY_AFTER);
        }
        open++;
        openPerCaller.merge(key, 1, Integer::sum);
        return new Permit() {
            private boolean released;

            @Override
            public void release() {
                synchronized (Exports.this) {
                    if (!released) {
                        released = true;
                        end(key);
                    }
                }
            }
        };
    }

    private void end(String key) {
        open--;
        openPerCaller.computeIfPresent(key, (caller, count) -> count == 1 ? null : count - 1);
    }

    /** Returns the number of exports that are being written. */
    public synchronized int openCount() {
        return open;
    }
}
