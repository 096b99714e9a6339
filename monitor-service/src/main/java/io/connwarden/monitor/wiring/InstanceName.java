package io.connwarden.monitor.wiring;

import io.connwarden.monitor.config.MonitorSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this process among the monitors. */
final class InstanceName {
    private InstanceName() {}

    static String of(MonitorSettings settings) {
        String configured = settings.instance();
        return configured == null ? hostName() : configured;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "_");
        } catch (UnknownHostException nameless) {
            // Event ids are unique without a name; it only identifies the process for a reader.
            return "unnamed";
        }
    }
}
