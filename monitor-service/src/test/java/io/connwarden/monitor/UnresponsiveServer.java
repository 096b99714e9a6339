package io.connwarden.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that accepts every connection and never answers. */
final class UnresponsiveServer implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    UnresponsiveServer() throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + "/anything";
    }

    int acceptedCount() {
        return accepted.size();
    }

    private void accept() {
        try {
            while (true) {
                accepted.add(listening.accept());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
