package io.connwarden.embedded.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings a server is started with, each value quoted for the shell that {@code pg_ctl} hands them to. */
final class ServerSettings {
    private ServerSettings() {}

    static Map<String, String> of(PostgresServerOptions options, boolean durable) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("timezone", "UTC");
        settings.put("max_connections", "100");
        // What is kept must survive a power cut; what is thrown away need not.
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
