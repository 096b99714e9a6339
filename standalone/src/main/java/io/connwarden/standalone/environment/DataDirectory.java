package io.connwarden.standalone.environment;

import io.connwarden.standalone.target.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data directory of a run. Created before the first log line. */
public final class DataDirectory {
    static final String LOG_FILE = "connwarden.log";

    private DataDirectory() {}

    /**
     * Creates the directory and directs the log to it.
     *
     * @param fresh true deletes the log of earlier runs
     * @throws InvalidInputException if the directory cannot be created
     */
    public static Path prepare(Path folder, boolean fresh) {
        try {
            Path directory = Files.createDirectories(folder);
            if (fresh) {
                Files.deleteIfExists(directory.resolve(LOG_FILE));
            }
            LogOutput.writeToFile(directory.resolve(LOG_FILE));
            return directory;
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--data-dir: cannot create the directory " + folder + " (" + e + "). Choose another directory.", e);
        }
    }
}
