package io.connwarden.console;

import io.connwarden.configuration.InvalidConfigurationException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The refusal to serve the API without authentication on an address that other hosts can reach. */
final class LoopbackCheck {
    private LoopbackCheck() {}

    /** @param address null for all addresses of the host */
    static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }

    /**
     * Checks the address of the web server.
     *
     * @param address null for all addresses of the host
     * @throws InvalidConfigurationException if the address is no loopback address
     */
    static void requireLoopback(@Nullable InetAddress address) {
        if (!isLoopback(address)) {
            throw new InvalidConfigurationException("server.address is '"
                    + (address == null ? "" : address.getHostAddress())
                    + "', and the HTTP API has no authentication; create a token with"
                    + " ./connwarden token create --file FILE and set connwarden.console.tokens-file to FILE, or set"
                    + " server.address to 127.0.0.1, or connwarden.console.enabled to false");
        }
    }
}
