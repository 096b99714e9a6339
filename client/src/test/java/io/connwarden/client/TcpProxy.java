package io.connwarden.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy between a router and its server. It can drop all traffic, as a broken firewall does. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean isDropping;

    private TcpProxy(ServerSocket entrance, int server) {
        this.listener = entrance;
        this.server = server;
    }

    static TcpProxy to(int server) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
            start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Drops all traffic from now on, without closing a connection. */
    void dropTraffic() {
        isDropping = true;
    }

    /** Lets new connections work again and closes the existing ones. */
    void restoreTraffic() {
        sockets.forEach(TcpProxy::closeQuietly);
        isDropping = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(client);
                sockets.add(upstream);
                start(() -> pump(client, upstream));
                start(() -> pump(upstream, client));
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!isDropping) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One side was closed; the other is closed too.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Ignored: the socket is no longer used.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // Ignored: the socket is no longer used.
        }
        sockets.forEach(TcpProxy::closeQuietly);
    }
}
