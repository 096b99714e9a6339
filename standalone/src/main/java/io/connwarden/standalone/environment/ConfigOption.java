package io.connwarden.standalone.environment;

import io.connwarden.standalone.target.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of a configuration file of the services. Mixed into the commands that use their settings. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "YAML file with the settings of the services, such as thresholds and policy. An option replaces"
                            + " its setting in the file")
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
