package io.connwarden.embedded.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port on 127.0.0.1. Checked before a server starts, because the server would report a used port late and in its
 * own log only.
 */
public final class LoopbackPort {
    /**
     * Free ports are taken from below the range that systems use for outgoing connections. A port of that range may be
     * taken by a connection before the server listens, or while the server is restarted.
     */
    private static final int MIN_FREE_PORT = 20_000;

    private static final int MAX_FREE_PORT = 32_000;
    private static final int MAX_ATTEMPTS = 100;

    private LoopbackPort() {}

    /**
     * Checks that a port is free.
     *
     * @param requested 1 to 65535, or 0 for any free port
     * @param server the name of the server, for the message
     * @param option the option of the user for this port, for the message
     * @return the port, free at the time of the call
     * @throws PortInUseException if the port is in use
     */
    public static int findFree(int requested, String server, String option) {
        if (requested < 0 || requested > 65535) {
            throw new StartFailedException(
                    "%s must be a port from 1 to 65535, or 0 for a free port, was %d.".formatted(option, requested));
        }
        if (requested == 0) {
            return findFree(server, option);
        }
        try {
            bind(requested);
            return requested;
        } catch (IOException e) {
            throw new PortInUseException(server, requested, option, e);
        }
    }

    private static int findFree(String server, String option) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(MIN_FREE_PORT, MAX_FREE_PORT);
            try {
                bind(port);
                return port;
            } catch (IOException e) {
                // In use: the next attempt tries another port.
            }
        }
        throw new StartFailedException("No free port for %s between %d and %d after %d attempts. Choose a port with %s."
                .formatted(server, MIN_FREE_PORT, MAX_FREE_PORT, MAX_ATTEMPTS, option));
    }

    private static void bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
        }
    }

    /**
     * Finds a second free port for a server that needs two. Without this check both could be the same, because the
     * server does not listen yet.
     *
     * @param first the port found before, which is not returned again
     * @param server the name of the server, for the message
     * @param option the option of the user for the first port, for the message
     * @return another port, free at the time of the call
     */
    public static int findOtherFree(int first, String server, String option) {
        int second = findFree(0, server, option);
        return second == first ? findOtherFree(first, server, option) : second;
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
