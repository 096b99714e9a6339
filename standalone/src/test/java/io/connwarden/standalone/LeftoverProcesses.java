package io.connwarden.standalone;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Processes that use a directory, found by their command lines. */
public final class LeftoverProcesses {
    private LeftoverProcesses() {}

    /** Returns the command lines that contain the directory. */
    public static List<String> find(Path directory) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }

    /** Waits until no process uses the directory. */
    public static void awaitNone(Path directory) {
        await("no process uses " + directory)
                .atMost(Duration.ofMinutes(1))
                .until(() -> find(directory).isEmpty());
    }
}
