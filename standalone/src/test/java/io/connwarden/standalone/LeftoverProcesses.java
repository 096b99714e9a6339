package io.connwarden.standalone;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Processes that work in a directory, found by their command lines. */
public final class LeftoverProcesses {
    private LeftoverProcesses() {}

    /** Those whose command line names the directory. */
    public static List<String> find(Path directory) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }

    /** Fails when one is still there after a while. */
    public static void awaitNone(Path directory) {
        await("no process works in " + directory)
                .atMost(Duration.ofSeconds(15))
                .until(() -> find(directory).isEmpty());
    }
}
