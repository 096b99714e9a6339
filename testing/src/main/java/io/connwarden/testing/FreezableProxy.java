package io.connwarden.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP proxy on the loopback interface that a test can freeze. While it is frozen, no byte passes in either direction
 * and no socket closes: the server sees a client with a lost host. A test can also reset its connections.
 * Thread-safe.
 */
public final class FreezableProxy implements AutoCloseable {
    private static final int BUFFER_SIZE = 8192;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private boolean frozen;
    private volatile boolean closed;

    private FreezableProxy(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Starts a proxy in front of a server on the loopback interface. */
    public static FreezableProxy to(int serverPort) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            FreezableProxy proxy =
                    new FreezableProxy(new InetSocketAddress(loopback, serverPort), new ServerSocket(0, 50, loopback));
            startThread(proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Stops all traffic, including that of connections opened later. */
    public void freeze() {
        synchronized (gate) {
            frozen = true;
        }
    }

    /** Lets the traffic pass again. Bytes that arrived in between are delivered. */
    public void thaw() {
        synchronized (gate) {
            frozen = false;
            gate.notifyAll();
        }
    }

    /** Ends all open connections with a TCP reset on both sides. Connections opened later pass. */
    public void reset() {
        List<Socket> open = List.copyOf(sockets);
        open.forEach(sockets::remove);
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // It is closed already.
            }
            closeQuietly(socket);
        }
    }

    /** Closes all connections and the proxy. */
    @Override
    public void close() {
        closed = true;
        thaw();
        closeQuietly(listener);
        sockets.forEach(FreezableProxy::closeQuietly);
    }

    private void acceptAll() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                startThread(() -> connect(client));
            } catch (IOException e) {
                closeQuietly(listener);
                return;
            }
        }
    }

    private void connect(Socket client) {
        awaitThaw();
        try {
            Socket upstream = new Socket(server.getAddress(), server.getPort());
            sockets.add(upstream);
            startThread(() -> copy(upstream, client));
            copy(client, upstream);
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_SIZE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitThaw();
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // The other direction ends as well.
        }
        awaitThaw();
        closeQuietly(from);
        closeQuietly(to);
    }

    private void awaitThaw() {
        synchronized (gate) {
            while (frozen) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static void startThread(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
