package io.connwarden.standalone.stack;

import io.connwarden.standalone.terminal.Terminal;
import java.util.concurrent.CountDownLatch;

/** Runs something in the foreground of a terminal until it ends or Ctrl-C, and stops what it has started. */
public final class Foreground {
    private static final int INTERRUPTED = 130;

    private Foreground() {}

    /** What is run. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs to its end.
         *
         * @param undoing to be given whatever is started
         * @return the exit code
         */
        int run(Undoing undoing) throws Exception;
    }

    /** The body's exit code; 130 when Ctrl-C came first. Everything has been stopped when it returns. */
    public static int run(Terminal terminal, Body body) throws Exception {
        try (Undoing undoing = new Undoing()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal, undoing), "stop"));
            return run(undoing, body);
        }
    }

    private static int run(Undoing undoing, Body body) throws Exception {
        try {
            return body.run(undoing);
        } catch (RuntimeException e) {
            // Being stopped makes a start fail; that is no news to who pressed Ctrl-C.
            if (undoing.isClosed()) {
                return INTERRUPTED;
            }
            throw e;
        }
    }

    private static void stop(Terminal terminal, Undoing undoing) {
        if (undoing.isClosed()) {
            return;
        }
        terminal.blank();
        terminal.line("Stopping ...");
        undoing.close();
        terminal.line("Stopped. The data is kept.");
    }

    /** Stays until the process is told to end. */
    public static void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
