package io.connwarden.client.benchmark;

import java.io.IOException;
import java.util.stream.Stream;

/**
 * Binds this program, the server it started and whatever they start from now on to one processor. With a single thread
 * asking, most of a read's time is a sleeping processor's way back to work, which differs from one pair of processes to
 * the next; on one processor what remains is what the code costs.
 */
final class OneProcessor {
    private OneProcessor() {}

    /** Answers whether it could: there is no such thing outside Linux. */
    static boolean bindAll() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .allMatch(process -> bind(process.pid()));
    }

    private static boolean bind(long pid) {
        try {
            return new ProcessBuilder("taskset", "-a", "-c", "-p", "0", Long.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
