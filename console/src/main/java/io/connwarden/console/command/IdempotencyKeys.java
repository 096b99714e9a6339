package io.connwarden.console.command;

import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The latest keys of this process with a digest of their commands. The actuator detects a reused key too, for any
 * process. This check answers at once, and keeps the rejection from a request that still waits under the key.
 * Thread-safe.
 */
final class IdempotencyKeys {
    /** The header of a request. */
    static final String HEADER = "Idempotency-Key";

    static final int MAX_KEYS = 10_000;

    /** The characters that need no encoding in a path, because a key is part of the path of its action. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    private final Map<String, String> digests = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /** Returns true if the text may be a key. */
    static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    static String generate() {
        return UUID.randomUUID().toString();
    }

    /** Returns false if the key belongs to another command. */
    synchronized boolean claim(String key, Command command) {
        String digest = digest(EventCodec.instance().toJson(command));
        @Nullable String known = digests.putIfAbsent(key, digest);
        return known == null || known.equals(digest);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this Java runtime", e);
        }
    }
}
