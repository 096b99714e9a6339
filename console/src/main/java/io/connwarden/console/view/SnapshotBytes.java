package io.connwarden.console.view;

import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as bytes, row by row. A session without a change has the same bytes in every snapshot, which a compressor
 * finds. The bytes are not stored: reader and writer are of the same version.
 */
final class SnapshotBytes {
    private SnapshotBytes() {}

    static byte[] write(SessionSnapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, snapshot.target());
            write(out, snapshot.capturedAt());
            write(out, snapshot.serverTime());
            out.writeInt(snapshot.omittedRows());
            out.writeInt(snapshot.rows().size());
            for (Row row : snapshot.rows()) {
                write(out, row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Row row) throws IOException {
        out.writeInt(row.pid());
        write(out, row.backendStart());
        write(out, row.user());
        write(out, row.database());
        write(out, row.application());
        write(out, row.clientAddress());
        write(out, row.backendType());
        write(out, row.guard());
        write(out, row.state());
        write(out, row.waitEventType());
        write(out, row.waitEvent());
        write(out, row.sessionClass() == null ? null : row.sessionClass().name());
        out.writeInt(row.blockedBy().size());
        for (int pid : row.blockedBy()) {
            out.writeInt(pid);
        }
        write(out, row.stateChange());
        write(out, row.xactStart());
        write(out, row.queryStart());
    }

    private static void write(DataOutputStream out, @Nullable Instant time) throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
        }
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    static SessionSnapshot read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Reader(in).snapshot();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reader of one snapshot. Equal texts are one object. */
    private record Reader(DataInputStream in, Map<String, String> texts) {
        private Reader(DataInputStream in) {
            this(in, new HashMap<>());
        }

        private SessionSnapshot snapshot() throws IOException {
            String target = requireText();
            Instant capturedAt = requireTime();
            Instant serverTime = requireTime();
            int omitted = in.readInt();
            int count = in.readInt();
            List<Row> rows = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                rows.add(row());
            }
            return new SessionSnapshot(target, capturedAt, serverTime, rows, omitted);
        }

        private Row row() throws IOException {
            int pid = in.readInt();
            Instant backendStart = time();
            String user = text();
            String database = text();
            String application = text();
            String clientAddress = text();
            String backendType = text();
            String guard = text();
            String state = text();
            String waitEventType = text();
            String waitEvent = text();
            String sessionClass = text();
            List<Integer> blockedBy = pids();
            return new Row(
                    pid,
                    backendStart,
                    user,
                    database,
                    application,
                    clientAddress,
                    state,
                    time(),
                    time(),
                    time(),
                    waitEventType,
                    waitEvent,
                    backendType,
                    blockedBy,
                    sessionClass == null ? null : SessionClass.valueOf(sessionClass),
                    guard);
        }

        private List<Integer> pids() throws IOException {
            int count = in.readInt();
            List<Integer> pids = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                pids.add(in.readInt());
            }
            return pids;
        }

        private @Nullable Instant time() throws IOException {
            return in.readBoolean() ? requireTime(in) : null;
        }

        private Instant requireTime() throws IOException {
            in.readBoolean();
            return requireTime(in);
        }

        private static Instant requireTime(DataInputStream in) throws IOException {
            return Instant.ofEpochSecond(in.readLong(), in.readInt());
        }

        private @Nullable String text() throws IOException {
            int length = in.readInt();
            return length < 0 ? null : text(length);
        }

        private String requireText() throws IOException {
            return text(in.readInt());
        }

        private String text(int length) throws IOException {
            String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            String known = texts.putIfAbsent(text, text);
            return known == null ? text : known;
        }
    }
}
