package io.connwarden.embedded.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A TCP port on 127.0.0.1. Asked for before a server starts, because a server that fails to bind tells it late and
 * only in its own log.
 */
public final class LoopbackPort {
    private LoopbackPort() {}

    /**
     * Picks a port and makes sure that it can be had.
     *
     * @param requested 1 to 65535, or 0 for any free port
     * @param server who will listen, for the message
     * @param option how the user sets this port, for the message
     * @return the port, free at the time of the call
     * @throws PortInUseException when somebody listens there already
     */
    public static int findFree(int requested, String server, String option) {
        if (requested < 0 || requested > 65535) {
            throw new StartFailedException(
                    "%s is %d, but a port is between 1 and 65535 (0 takes a free one).".formatted(option, requested));
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
     * Picks any free port for a server that needs two and listens on neither yet: the system may offer the same number
     * twice.
     *
     * @param first the one chosen before, which is not chosen again
     * @param server who will listen, for the message
     * @param option how the user sets the first port, for the message
     * @return another port, free at the time of the call
     */
    public static int findOtherFree(int first, String server, String option) {
        int second = findFree(0, server, option);
        return second == first ? findOtherFree(first, server, option) : second;
    }

    /** True when nobody listens on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
