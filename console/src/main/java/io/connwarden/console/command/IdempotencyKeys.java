package io.connwarden.console.command;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.value.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The latest keys of this process with a digest of their commands. The actuator detects a reused key too, for any
 * process. This check answers at once, and keeps the rejection from a request that still waits under the key.
 * Thread-safe.
 */
public final class IdempotencyKeys {
    /** The header of a request. */
    static final String HEADER = "Idempotency-Key";

    static final int MAX_KEYS = 10_000;

    /** The begin of the ids of commands for alerts of Alertmanager. No header may have it. */
    public static final String RESERVED_PREFIX = "alertmanager-";

    /** The characters that need no encoding in a path, because a key is part of the path of its action. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    /**
     * A used key.
     *
     * @param digest the digest of the request
     * @param command the command of the first request, if a repetition would give another one
     */
    private record Used(String digest, @Nullable Command command) {}

    private final Map<String, Used> used = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Used> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /** Returns true if the text may be a key. */
    static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    static boolean isReserved(String text) {
        return text.startsWith(RESERVED_PREFIX);
    }

    static String generate() {
        return UUID.randomUUID().toString();
    }

    /**
     * Returns the command to send under the key: that of the first request. Returns empty if the key belongs to another
     * request.
     *
     * @param request the content of the request
     * @param command the command of this request; the end of a pause depends on the time of the request
     */
    synchronized Optional<Command> claim(String key, String request, Command command) {
        boolean dependsOnTime = command.parameters() instanceof CommandParameters.Pause;
        Used mine = new Used(Sha256.hex(request), dependsOnTime ? command : null);
        Used first = used.putIfAbsent(key, mine);
        if (first == null) {
            return Optional.of(command);
        }
        return first.digest().equals(mine.digest())
                ? Optional.of(first.command() == null ? command : first.command())
                : Optional.empty();
    }
}
