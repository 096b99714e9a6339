package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Thresholds;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one watched server is called, reached and judged. Wrong values are refused with a sentence that names the target,
 * the value and what is allowed; a password is in no message and not in {@link #toString()}.
 *
 * @param id letters, digits, dot, underscore and hyphen, at most 63; becomes the key of the target's events
 * @param url begins with {@code jdbc:postgresql://}; carries no user, no password and no {@code @}
 * @param user an ordinary role, member of pg_monitor (and pg_signal_backend for the actuator)
 * @param password given itself, or by {@code passwordFile}, or neither when the server asks none
 * @param passwordFile path of a file whose first line is the password; read anew for every connection
 * @param reserveUser a member of {@code pg_use_reserved_connections} (16+) or a superuser, tried when the server is full;
 *     null when there is none
 * @param reservePassword like {@code password}, for the reserve role
 * @param reservePasswordFile like {@code passwordFile}, for the reserve role
 * @param labels free words about the target
 * @param thresholds null when the common ones hold
 */
public record TargetSettings(
        String id,
        String url,
        String user,
        @Nullable String password,
        @Nullable String passwordFile,
        @Nullable String reserveUser,
        @Nullable String reservePassword,
        @Nullable String reservePasswordFile,
        Map<String, String> labels,
        @Nullable Thresholds thresholds) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,63}");
    private static final String SCHEME = "jdbc:postgresql://";
    /** What the url would override in silence: the driver prefers it to what it is given besides. */
    private static final Pattern OVERRIDING_PARAMETER =
            Pattern.compile("[?&](user|password|sslpassword|ApplicationName)=", Pattern.CASE_INSENSITIVE);

    public TargetSettings {
        id = requireValidId(id);
        url = requireValidUrl(id, url);
        if (user == null || user.isBlank()) {
            throw new IllegalArgumentException("target " + id + ": user is missing: name the role to connect as");
        }
        requireAtMostOne(id, "password", password, passwordFile);
        requireAtMostOne(id, "reserve-password", reservePassword, reservePasswordFile);
        if (reserveUser == null && (reservePassword != null || reservePasswordFile != null)) {
            throw new IllegalArgumentException(
                    "target " + id + ": a reserve password is given but no reserve-user to use it for");
        }
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /** A target with a role whose password is given, and nothing special. */
    public static TargetSettings of(String id, String url, String user, @Nullable String password) {
        return new TargetSettings(id, url, user, password, null, null, null, null, Map.of(), null);
    }

    /** The role for every day. */
    public Login login() {
        return new Login(user, password, passwordFile);
    }

    /** The role for when the server is full; null when there is none. */
    public @Nullable Login reserveLogin() {
        return reserveUser == null ? null : new Login(reserveUser, reservePassword, reservePasswordFile);
    }

    private static String requireValidId(@Nullable String id) {
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("target id '" + id
                    + "' is not allowed: use 1 to 63 letters, digits, dots, underscores or hyphens, such as orders-db");
        }
        return id;
    }

    private static String requireValidUrl(String id, @Nullable String url) {
        if (url == null || !url.startsWith(SCHEME) || url.length() == SCHEME.length()) {
            throw new IllegalArgumentException("target " + id + ": url must be of the form " + SCHEME
                    + "host:5432/database, was " + (url == null ? "missing" : "'" + redact(url) + "'"));
        }
        // No part of an url needs the sign bare, and in a password any other sign may stand before it.
        if (url.indexOf('@') >= 0) {
            throw new IllegalArgumentException("target " + id + ": the url carries a user or a password, was '"
                    + redact(url) + "': use user, password or password-file; an @ that means itself is written"
                    + " %40");
        }
        Matcher overriding = OVERRIDING_PARAMETER.matcher(url);
        if (overriding.find()) {
            throw new IllegalArgumentException("target " + id + ": the url sets " + overriding.group(1)
                    + ", which has its own place: use user, password or password-file");
        }
        return url;
    }

    private static String redact(String url) {
        // Whatever stands before the last @ may be part of a password; with a question mark, also what stands after it.
        return url.replaceFirst("//.*\\?.*@.*", "//...")
                .replaceFirst("//.*@", "//...@")
                .replaceFirst("\\?.*", "?...");
    }

    private static void requireAtMostOne(String id, String key, @Nullable String given, @Nullable String file) {
        if (given != null && file != null) {
            throw new IllegalArgumentException(
                    "target " + id + ": both " + key + " and " + key + "-file are given: keep one of them");
        }
    }

    /** Names the target and shows no secret. */
    @Override
    public String toString() {
        return "TargetSettings[id=" + id + ", url=" + url + ", login=" + login() + ", reserve=" + reserveLogin()
                + ", labels=" + labels + ", thresholds=" + thresholds + "]";
    }
}
