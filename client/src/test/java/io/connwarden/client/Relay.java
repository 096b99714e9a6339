package io.connwarden.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A piece of network between a router and its server that can swallow everything, as a broken firewall does. */
final class Relay implements AutoCloseable {
    private final ServerSocket entrance;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean swallows;

    private Relay(ServerSocket entrance, int server) {
        this.entrance = entrance;
        this.server = server;
    }

    static Relay to(int server) {
        try {
            Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
            start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** From now on nothing arrives at the other end, and nobody is told. */
    void swallowEverything() {
        swallows = true;
    }

    /** New connections work again; those that were there stay broken. */
    void recover() {
        sockets.forEach(Relay::closeQuietly);
        swallows = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(client);
                sockets.add(behind);
                start(() -> pump(client, behind));
                start(() -> pump(behind, client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!swallows) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One side has gone, and the other goes with it.
        }
    }

    private static void start(Runnable what) {
        Thread thread = new Thread(what, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // As good as closed.
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            // As good as closed.
        }
        sockets.forEach(Relay::closeQuietly);
    }
}
