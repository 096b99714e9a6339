package io.connwarden.console.token;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token as its file holds it, without the secret.
 *
 * @param id 8 hexadecimal digits
 * @param name of the owner, recorded as the requester of commands; 1 to 100 letters, digits, spaces and {@code ._@+/-}
 * @param scopes at least one
 * @param targets ids of the permitted targets; empty permits all targets, unless labels restrict them
 * @param labels labels that a permitted target has, all of them; empty does not restrict
 * @param expires null for a token without an end
 * @param sha256 the SHA-256 of the secret, 64 hexadecimal digits
 */
public record TokenEntry(
        String id,
        String name,
        Set<Scope> scopes,
        Set<String> targets,
        Map<String, String> labels,
        Instant created,
        @Nullable Instant expires,
        String sha256) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@+/-]{0,99}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if a value is invalid; the message names it */
    public TokenEntry {
        requireForm("id", id, ID, "8 hexadecimal digits in lower case");
        requireForm("name", name, NAME, "1 to 100 letters, digits, spaces and ._@+/-");
        requireForm("sha256", sha256, HASH, "64 hexadecimal digits in lower case");
        Checks.require(!scopes.isEmpty(), "scopes", "at least one of " + Scope.texts(), "empty");
        targets.forEach(target -> Checks.requireTargetId("targets", target));
        Checks.requireTimestamp("created", Objects.requireNonNull(created, "created"));
        if (expires != null) {
            Checks.requireTimestamp("expires", expires);
        }
        scopes = Set.copyOf(scopes);
        targets = Collections.unmodifiableSet(new TreeSet<>(targets));
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    public boolean hasExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** Returns true if the token permits some targets only. */
    public boolean isRestricted() {
        return !targets.isEmpty() || !labels.isEmpty();
    }

    private static void requireForm(String name, @Nullable String value, Pattern form, String accepted) {
        Checks.require(value != null && form.matcher(value).matches(), name, accepted, "'" + value + "'");
    }
}
