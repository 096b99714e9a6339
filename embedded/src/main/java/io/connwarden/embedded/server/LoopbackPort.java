package io.connwarden.embedded.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A TCP port on 127.0.0.1. Checked before a server starts, because the server would report a used port late and in its
 * own log only.
 */
public final class LoopbackPort {
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
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), requested));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortInUseException(server, requested, option, e);
        }
    }

    /**
     * Finds a free port for a server that needs two. The system may return the same port twice while no server listens
     * on it.
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
