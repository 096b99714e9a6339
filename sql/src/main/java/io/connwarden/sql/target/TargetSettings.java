package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.value.Checks;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one target. The error for an invalid value names the target, the value and the allowed values.
 * Passwords are in no error and not in {@link #toString()}.
 *
 * @param id 1 to 63 letters, digits, dots, underscores or hyphens; the key of the events of the target
 * @param url begins with {@code jdbc:postgresql://}; without user, password and {@code @}
 * @param user an ordinary role, member of pg_monitor, and of pg_signal_backend for the actuator
 * @param password the password; null with {@code passwordFile}, or if no password is required
 * @param passwordFile path of a file whose first line is the password; read for every connection
 * @param reserveUser a member of {@code pg_use_reserved_connections} (16+) or a superuser, used if the server is full;
 *     null if there is none
 * @param reservePassword like {@code password}, for the reserve role
 * @param reservePasswordFile like {@code passwordFile}, for the reserve role
 * @param labels labels of the target in alerts
 * @param thresholds null for the common thresholds
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
    private static final String SCHEME = "jdbc:postgresql://";
    /** Parameters of the url that would override the other settings, because the driver prefers the url. */
    private static final Pattern OVERRIDING_PARAMETER =
            Pattern.compile("[?&](user|password|sslpassword|ApplicationName)=", Pattern.CASE_INSENSITIVE);

    public TargetSettings {
        id = requireValidId(id);
        url = requireValidUrl(id, url);
        if (user == null || user.isBlank()) {
            throw new IllegalArgumentException(
                    "target " + id + ": user is missing: set it to the role of the connection");
        }
        requireAtMostOne(id, "password", password, passwordFile);
        requireAtMostOne(id, "reserve-password", reservePassword, reservePasswordFile);
        if (reserveUser == null && (reservePassword != null || reservePasswordFile != null)) {
            throw new IllegalArgumentException(
                    "target " + id + ": reserve-user is missing: a reserve password is set without it");
        }
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /** Returns the settings of a target with one role and the common thresholds. */
    public static TargetSettings of(String id, String url, String user, @Nullable String password) {
        return new TargetSettings(id, url, user, password, null, null, null, null, Map.of(), null);
    }

    /** Returns the ordinary role. */
    public Login login() {
        return new Login(user, password, passwordFile);
    }

    /** Returns the role for a full server, or null if there is none. */
    public @Nullable Login reserveLogin() {
        return reserveUser == null ? null : new Login(reserveUser, reservePassword, reservePasswordFile);
    }

    private static String requireValidId(@Nullable String id) {
        if (id == null || !Checks.isTargetId(id)) {
            throw new IllegalArgumentException("invalid target id '" + id
                    + "': use 1 to 63 letters, digits, dots, underscores or hyphens, such as orders-db");
        }
        return id;
    }

    private static String requireValidUrl(String id, @Nullable String url) {
        if (url == null || !url.startsWith(SCHEME) || url.length() == SCHEME.length()) {
            throw new IllegalArgumentException("target " + id + ": url must have the form " + SCHEME
                    + "host:5432/database, was " + (url == null ? "missing" : "'" + redact(url) + "'"));
        }
        // A literal @ is never required in a url, and a password before it may contain any other character.
        if (url.indexOf('@') >= 0) {
            throw new IllegalArgumentException("target " + id + ": the url contains a user or a password, was '"
                    + redact(url) + "': set user, password or password-file instead, and write a literal @ as %40");
        }
        Matcher overriding = OVERRIDING_PARAMETER.matcher(url);
        if (overriding.find()) {
            throw new IllegalArgumentException("target " + id + ": the url sets " + overriding.group(1)
                    + ": remove it from the url and set user, password or password-file instead");
        }
        return url;
    }

    private static String redact(String url) {
        // A password may contain any character before the last @ and, with a question mark, also after it.
        return url.replaceFirst("//.*\\?.*@.*", "//...")
                .replaceFirst("//.*@", "//...@")
                .replaceFirst("\\?.*", "?...");
    }

    private static void requireAtMostOne(String id, String key, @Nullable String given, @Nullable String file) {
        if (given != null && file != null) {
            throw new IllegalArgumentException(
                    "target " + id + ": both " + key + " and " + key + "-file are set: remove one of them");
        }
    }

    /** Returns the settings without passwords. */
    @Override
    public String toString() {
        return "TargetSettings[id=" + id + ", url=" + url + ", login=" + login() + ", reserve=" + reserveLogin()
                + ", labels=" + labels + ", thresholds=" + thresholds + "]";
    }
}
