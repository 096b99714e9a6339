package io.connwarden.embedded.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a server. Values are quoted for the shell of {@code pg_ctl}. */
final class ServerSettings {
    private ServerSettings() {}

    static Map<String, String> of(PostgresServerOptions options, boolean durable) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("timezone", "UTC");
        settings.put("max_connections", "100");
        // Persistent data must survive a power failure; temporary data need not.
        settings.put("fsync", durable ? "on" : "off");
        settings.put("synchronous_commit", durable ? "on" : "off");
        settings.put("shared_buffers", "32MB");
        settings.putAll(options.settings());
        settings.replaceAll((name, value) -> quote(value));
        return settings;
    }

    private static String quote(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
