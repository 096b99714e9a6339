package io.connwarden.standalone.stack;

import io.connwarden.standalone.terminal.Terminal;
import java.util.concurrent.CountDownLatch;

/** Runs something in the foreground of a terminal until it ends or Ctrl-C, and stops what it has started. */
public final class Foreground {
    private static final int EXIT_INTERRUPTED = 130;

    private Foreground() {}

    /** What is run. */
    @FunctionalInterface
    public interface Task {
        /**
         * Runs to its end.
         *
         * @param resources to be given whatever is started
         * @return the exit code
         */
        int run(CloseableStack resources) throws Exception;
    }

    /** The body's exit code; 130 when Ctrl-C came first. Everything has been stopped when it returns. */
    public static int run(Terminal terminal, Task task) throws Exception {
        try (CloseableStack resources = new CloseableStack()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal, resources), "stop"));
            return run(resources, task);
        }
    }

    private static int run(CloseableStack resources, Task task) throws Exception {
        try {
            return task.run(resources);
        } catch (RuntimeException e) {
            // Being stopped makes a start fail; that is no news to who pressed Ctrl-C.
            if (resources.isClosed()) {
                return EXIT_INTERRUPTED;
            }
            throw e;
        }
    }

    private static void stop(Terminal terminal, CloseableStack resources) {
        if (resources.isClosed()) {
            return;
        }
        terminal.printBlankLine();
        terminal.printLine("Stopping ...");
        resources.close();
        terminal.printLine("Stopped. The data is kept.");
    }

    /** Stays until the process is told to end. */
    public static void awaitSignal() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
