package io.connwarden.console.export;

import io.connwarden.console.access.Caller;
import io.connwarden.console.limit.ConcurrencyLimit;
import io.connwarden.console.web.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** The exports that are being written, limited in total and per caller. Thread-safe. */
public final class Exports {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(4);

    private final int maxOpen;
    private final int maxPerCaller;
    private final Semaphore all;
    private final ConcurrencyLimit perCaller;

    /** The writing of one export. */
    public interface Export {
        void write() throws IOException;
    }

    /**
     * @param maxOpen the maximum number of exports at a time, at least 1
     * @param maxPerCaller the maximum number of exports of one caller at a time, at least 1
     */
    public Exports(int maxOpen, int maxPerCaller) {
        this.maxOpen = maxOpen;
        this.maxPerCaller = maxPerCaller;
        this.all = new Semaphore(maxOpen);
        this.perCaller = new ConcurrencyLimit(maxPerCaller);
    }

    /**
     * Writes an export in the calling thread.
     *
     * @throws ProblemException 429 if a maximum is reached
     */
    public void run(Caller caller, Export export) throws IOException {
        String key = caller.identity();
        if (!perCaller.tryAcquire(key)) {
            throw ProblemException.tooManyRequests(
                    "the token reads " + maxPerCaller + " exports already, the maximum of"
                            + " connwarden.console.max-exports-per-caller; wait for the end of one",
                    RETRY_AFTER);
        }
        try {
            writeOne(export);
        } finally {
            perCaller.release(key);
        }
    }

    private void writeOne(Export export) throws IOException {
        if (!all.tryAcquire()) {
            throw ProblemException.tooManyRequests(
                    "the maximum of " + maxOpen + " exports is being read; repeat the request later, or raise"
                            + " connwarden.console.max-exports",
                    RETRY_AFTER);
        }
        try {
            export.write();
        } finally {
            all.release();
        }
    }
}
