package io.connwarden.standalone.environment;

import io.connwarden.standalone.target.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of a configuration file for both services. Mixed into the commands that start them. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with settings for both services, such as thresholds and policy. --url"
                    + " replaces the targets in the file")
    private @Nullable Path file;

    /**
     * Returns the file, or null if none is given.
     *
     * @throws InvalidInputException if the file cannot be read
     */
    public @Nullable Path file() {
        if (file != null && !Files.isReadable(file)) {
            throw new InvalidInputException(
                    "--config: cannot read the file " + file + "; check the path and its permissions");
        }
        return file;
    }
}
