package io.connwarden.console.settings;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
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
 * @param maxSessionRows the maximum number of rows of all kept snapshots, 10,000 to 10,000,000
 * @param maxStreams the maximum number of open streams of events, 1 to 2,000
 * @param logStore the log store for history, logs and timeline; null for none
 * @param streamHeartbeat the interval between heartbeats of a stream without events, 1 s to 1 min
 */
public record ConsoleSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("256KB") DataSize maxBodySize,
        @DefaultValue("200000") int maxSessionRows,
        @DefaultValue("200") int maxStreams,
        @DefaultValue("15s") Duration streamHeartbeat,
        @Nullable LogStoreSettings logStore) {
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
        Checks.requireInRange("max-streams", maxStreams, 1, 2_000);
        Checks.requireInRange("stream-heartbeat", streamHeartbeat, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /**
     * The settings in the block {@code connwarden.console.log-store}.
     *
     * @param url of PostgreSQL
     * @param username a role that may read the tables of the log store
     */
    public record LogStoreSettings(
            String url, String username, @DefaultValue("") String password) {
        /** @throws IllegalArgumentException if the address is not one of PostgreSQL */
        public LogStoreSettings {
            Checks.require(
                    url.startsWith("jdbc:postgresql:"), "log-store.url", "a URL jdbc:postgresql:…", "another one");
            Checks.require(!username.isBlank(), "log-store.username", "the name of a role", "''");
        }

        /** Returns the settings without the password. */
        @Override
        public String toString() {
            return "LogStoreSettings[username=" + username + "]";
        }
    }
}
