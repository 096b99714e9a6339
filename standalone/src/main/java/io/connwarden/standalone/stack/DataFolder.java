package io.connwarden.standalone.stack;

import io.connwarden.standalone.target.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a run, made before anything logs into it. */
public final class DataFolder {
    static final String LOG = "connwarden.log";

    private DataFolder() {}

    /**
     * Makes the folder and sends the log there.
     *
     * @param fresh whether to begin a new log
     * @throws BadInput when it cannot be made
     */
    public static Path prepare(Path folder, boolean fresh) {
        try {
            Path made = Files.createDirectories(folder);
            if (fresh) {
                Files.deleteIfExists(made.resolve(LOG));
            }
            LogOutput.toFile(made.resolve(LOG));
            return made;
        } catch (IOException e) {
            throw new BadInput("--data: the folder " + folder + " cannot be made (" + e + ")", e);
        }
    }
}
