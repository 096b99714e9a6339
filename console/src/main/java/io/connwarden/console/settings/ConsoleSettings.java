package io.connwarden.console.settings;

import io.connwarden.contracts.value.Checks;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings in the block {@code connwarden.console}.
 *
 * @param enabled false for a service without the console
 * @param allowedHosts further names by which a request may address the server, in lower case without a port; a
 *     loopback name or address is always permitted
 * @param maxBodySize the maximum size of a request body, 1 KiB to 10 MiB
 * @param tokensFile the file with the hashes of the tokens; null without tokens
 */
public record ConsoleSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("256KB") DataSize maxBodySize,
        @Nullable Path tokensFile) {
    public static final String PREFIX = "connwarden.console";

    /** @throws IllegalArgumentException if a value is out of range */
    public ConsoleSettings {
        allowedHosts = List.copyOf(allowedHosts);
        Checks.requireInRange(
                "max-body-size",
                maxBodySize.toBytes(),
                DataSize.ofKilobytes(1).toBytes(),
                DataSize.ofMegabytes(10).toBytes());
    }
}
