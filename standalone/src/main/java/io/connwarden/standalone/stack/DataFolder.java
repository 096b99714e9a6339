package io.connwarden.standalone.stack;

import io.connwarden.standalone.target.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a run, made before anything logs into it. */
public final class DataFolder {
    static final String LOG_FILE = "connwarden.log";

    private DataFolder() {}

    /**
     * Makes the folder and sends the log there.
     *
     * @param fresh whether to begin a new log
     * @throws InvalidInputException when it cannot be made
     */
    public static Path prepare(Path folder, boolean fresh) {
        try {
            Path made = Files.createDirectories(folder);
            if (fresh) {
                Files.deleteIfExists(made.resolve(LOG_FILE));
            }
            LogOutput.writeToFile(made.resolve(LOG_FILE));
            return made;
        } catch (IOException e) {
            throw new InvalidInputException("--data: the folder " + folder + " cannot be made (" + e + ")", e);
        }
    }
}
