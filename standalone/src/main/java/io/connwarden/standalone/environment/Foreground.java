package io.connwarden.standalone.environment;

import io.connwarden.standalone.terminal.Terminal;

/** The foreground of a terminal. Runs a task until its end or Ctrl-C, then closes its resources. */
public final class Foreground {
    private static final int EXIT_INTERRUPTED = 130;

    private Foreground() {}

    /** The task of a command. */
    @FunctionalInterface
    public interface Task {
        /**
         * Runs the task.
         *
         * @param resources receives each started resource
         * @return the exit code
         */
        int run(ResourceStack resources) throws Exception;
    }

    /**
     * Runs the task and closes its resources.
     *
     * @return the exit code of the task, or 130 after Ctrl-C
     */
    public static int run(Terminal terminal, Task task) throws Exception {
        try (ResourceStack resources = new ResourceStack()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal, resources), "stop"));
            return run(resources, task);
        }
    }

    private static int run(ResourceStack resources, Task task) throws Exception {
        try {
            int exitCode = task.run(resources);
            return resources.isClosed() ? EXIT_INTERRUPTED : exitCode;
        } catch (Exception | LinkageError e) {
            // The task fails without its resources, and a class that registers a shutdown hook cannot be loaded.
            if (resources.isClosed()) {
                return EXIT_INTERRUPTED;
            }
            throw e;
        }
    }

    /** Closes the resources on Ctrl-C. The task goes on without them, so its output is discarded. */
    static void stop(Terminal terminal, ResourceStack resources) {
        if (resources.isClosed()) {
            return;
        }
        terminal.reserveForThisThread();
        terminal.printBlankLine();
        terminal.printLine("Stopping ...");
        resources.close();
        terminal.printLine("Stopped. The data is kept.");
    }
}
