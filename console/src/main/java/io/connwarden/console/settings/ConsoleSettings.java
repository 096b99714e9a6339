package io.connwarden.console.settings;

import io.connwarden.contracts.value.Checks;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings in the block {@code connwarden.console}.
 *
 * @param enabled false for a service without the console
 * @param allowedHosts further names by which a request may address the server, in lower case without a port; a
 *     loopback name or address is always permitted
 * @param maxBodySize the maximum size of a request body, 1 KiB to 10 MiB
 * @param maxSessionRows the maximum number of rows of all kept snapshots, 10,000 to 10,000,000
 */
public record ConsoleSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("256KB") DataSize maxBodySize,
        @DefaultValue("200000") int maxSessionRows) {
    public static final String PREFIX = "connwarden.console";

    /** @throws IllegalArgumentException if a value is out of range */
    public ConsoleSettings {
        allowedHosts = List.copyOf(allowedHosts);
        Checks.requireInRange(
                "max-body-size",
                maxBodySize.toBytes(),
                DataSize.ofKilobytes(1).toBytes(),
                DataSize.ofMegabytes(10).toBytes());
        Checks.requireInRange("max-session-rows", maxSessionRows, 10_000, 10_000_000);
    }
}
