package io.connwarden.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A session with an exchange of the protocol that its client never ends, as a client that died in the middle of a
 * pipeline. The server shows the session as {@code active} with the wait event {@code ClientRead}. {@link #close}
 * closes the socket, and the server then ends the session. The server must trust local connections. Not thread-safe.
 */
public final class UnfinishedExchange implements AutoCloseable {
    private static final int PROTOCOL_VERSION = 196608;
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream answers;
    private final DataOutputStream messages;
    private int pid;

    private UnfinishedExchange(int port) throws IOException {
        this.socket = new Socket("localhost", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.answers = new DataInputStream(socket.getInputStream());
        this.messages = new DataOutputStream(socket.getOutputStream());
    }

    /** Opens a session that executes a statement as messages of the extended protocol without a final Sync. */
    public static UnfinishedExchange withoutSync(int port, String user, String application, String statement) {
        return open(port, user, application, exchange -> {
            exchange.send('P', "", statement, (short) 0);
            exchange.send('B', "", "", (short) 0, (short) 0, (short) 0);
            exchange.send('E', "", 0);
            exchange.send('H');
            // ParseComplete, or the error of the statement.
            exchange.awaitAnyOf('1', 'E');
        });
    }

    /** Opens a session that begins {@code COPY ... FROM STDIN} and sends no data. */
    public static UnfinishedExchange copyIn(int port, String user, String application, String copy) {
        return open(port, user, application, exchange -> {
            exchange.send('Q', copy);
            exchange.awaitAnyOf('G');
        });
    }

    private interface Exchange {
        void run(UnfinishedExchange session) throws IOException;
    }

    private static UnfinishedExchange open(int port, String user, String application, Exchange exchange) {
        try {
            UnfinishedExchange session = new UnfinishedExchange(port);
            session.logIn(user, application);
            exchange.run(session);
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the pid of the backend. */
    public int pid() {
        return pid;
    }

    private void logIn(String user, String application) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream packet = new DataOutputStream(body);
        packet.writeInt(PROTOCOL_VERSION);
        for (String text : List.of("user", user, "database", "postgres", "application_name", application, "")) {
            writeText(packet, text);
        }
        messages.writeInt(body.size() + Integer.BYTES);
        body.writeTo(messages);
        messages.flush();
        awaitAnyOf('Z');
    }

    private void send(char type, Object... parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream packet = new DataOutputStream(body);
        for (Object part : parts) {
            if (part instanceof String text) {
                writeText(packet, text);
            } else if (part instanceof Short number) {
                packet.writeShort(number);
            } else {
                packet.writeInt((Integer) part);
            }
        }
        messages.writeByte(type);
        messages.writeInt(body.size() + Integer.BYTES);
        body.writeTo(messages);
        messages.flush();
    }

    private static void writeText(DataOutputStream packet, String text) throws IOException {
        packet.write(text.getBytes(StandardCharsets.UTF_8));
        packet.writeByte(0);
    }

    private void awaitAnyOf(char... wanted) throws IOException {
        while (true) {
            char type = (char) answers.readUnsignedByte();
            int length = answers.readInt() - Integer.BYTES;
            byte[] body = answers.readNBytes(length);
            if (type == 'K') {
                pid = new DataInputStream(new ByteArrayInputStream(body)).readInt();
            }
            if (new String(wanted).indexOf(type) >= 0) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
