package io.connwarden.benchmarks.reclaim;

/** A program that ends the sessions of the application that are idle for longer than the limit. */
interface Contender {
    String title();

    /** Returns the role of its sessions on the target. */
    String role();

    /** Starts the program. Returns when the program is ready to end sessions. */
    Running start() throws Exception;

    /** A running program. */
    interface Running {
        /** Stops the program and closes its sessions. */
        void close();
    }
}
