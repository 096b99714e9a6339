package io.connwarden.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client that sends Parse, Bind and Execute without Sync, and then nothing. Its session stays {@code active} in an
 * open transaction and waits in {@code ClientRead}, with the locks of the statement.
 */
public final class DeadClient implements AutoCloseable {
    private static final int PROTOCOL_VERSION = 3 << 16;
    private static final int MAX_WAIT_MILLIS = 60_000;

    private final Socket socket;
    private final DataOutputStream out;

    private DeadClient(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /** Opens a session without a password, and returns when the statement has been executed. */
    public static DeadClient open(int port, String user, String application, String statement) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(MAX_WAIT_MILLIS);
        DeadClient client = new DeadClient(socket);
        client.sendStartup(user, application);
        client.awaitMessage('Z');
        client.send('P', text("", statement), new byte[2]);
        client.send('B', text("", ""), new byte[6]);
        client.send('E', text(""), new byte[4]);
        client.send('H');
        client.awaitMessage('C');
        return client;
    }

    private void sendStartup(String user, String application) throws IOException {
        byte[] parameters = text("user", user, "database", "postgres", "application_name", application, "");
        out.writeInt(Integer.BYTES * 2 + parameters.length);
        out.writeInt(PROTOCOL_VERSION);
        out.write(parameters);
        out.flush();
    }

    private void send(char type, byte[]... parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.write(part);
        }
        out.writeByte(type);
        out.writeInt(Integer.BYTES + body.size());
        out.write(body.toByteArray());
        out.flush();
    }

    private void awaitMessage(char type) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int received;
        do {
            received = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
            if (received == 'E') {
                throw new IOException(new String(body, StandardCharsets.UTF_8));
            }
        } while (received != type);
    }

    private static byte[] text(String... values) {
        return (String.join("\0", values) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "client on local port " + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
