package io.connwarden.console.sessions;

import io.connwarden.contracts.message.SessionId;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The opaque ids of a session, of its transaction and of its query. An id contains the pid and a start time, in
 * URL-safe characters. A recycled pid, a later transaction and a later query have other ids.
 */
public final class SessionKeys {
    /** The length of an id in characters. */
    public static final int LENGTH = 18;

    private static final int BYTES = 1 + Integer.BYTES + Long.BYTES;
    private static final byte SESSION = 1;
    private static final byte TRANSACTION = 2;
    private static final byte QUERY = 3;

    /**
     * The content of an id.
     *
     * @param start the start of the backend, of the transaction or of the query, to the microsecond
     */
    public record Content(int pid, Instant start) {}

    private SessionKeys() {}

    /** Returns the id of a session; null if the start of its backend is not visible. */
    public static @Nullable String session(int pid, @Nullable Instant backendStart) {
        return encode(SESSION, pid, backendStart);
    }

    /** Returns the id of a transaction; null without an open one. */
    public static @Nullable String transaction(int pid, @Nullable Instant xactStart) {
        return encode(TRANSACTION, pid, xactStart);
    }

    /** Returns the id of a query; null without one. */
    public static @Nullable String query(int pid, @Nullable Instant queryStart) {
        return encode(QUERY, pid, queryStart);
    }

    /** Returns the session with this id; empty if the text is not the id of a session. */
    public static Optional<SessionId> readSession(String id) {
        return decode(SESSION, id).map(content -> new SessionId(content.pid(), content.start()));
    }

    /** Returns the content of the id of a transaction; empty if the text is another one. */
    public static Optional<Content> readTransaction(String id) {
        return decode(TRANSACTION, id);
    }

    /** Returns the content of the id of a query; empty if the text is another one. */
    public static Optional<Content> readQuery(String id) {
        return decode(QUERY, id);
    }

    private static @Nullable String encode(byte kind, int pid, @Nullable Instant start) {
        if (start == null) {
            return null;
        }
        byte[] content = ByteBuffer.allocate(BYTES)
                .put(kind)
                .putInt(pid)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, start))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    private static Optional<Content> decode(byte kind, String id) {
        if (id.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            ByteBuffer content = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id));
            boolean isOfKind = content.get() == kind;
            int pid = content.getInt();
            Instant start = Instant.EPOCH.plus(content.getLong(), ChronoUnit.MICROS);
            return isOfKind && pid >= 1 ? Optional.of(new Content(pid, start)) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException malformed) {
            return Optional.empty();
        }
    }
}
