package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.value.Checks;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one target. The error for an invalid value names the target, the value and the allowed values.
 * Neither an error nor {@link #toString()} contains a password.
 *
 * @param id 1 to 63 letters, digits, dots, underscores or hyphens; the key of the events of the target
 * @param url begins with {@code jdbc:postgresql://}; without user, password and {@code @}
 * @param credentials an ordinary role, member of pg_monitor, and of pg_signal_backend for the actuator
 * @param reserveCredentials a member of {@code pg_use_reserved_connections} (16+) or a superuser, used if the server is
 *     full; null if there is none
 * @param labels labels of the target in alerts
 * @param thresholds null for the common thresholds
 */
public record TargetSettings(
        String id,
        String url,
        Credentials credentials,
        @Nullable Credentials reserveCredentials,
        Map<String, String> labels,
        @Nullable Thresholds thresholds) {
    private static final String SCHEME = "jdbc:postgresql://";
    private static final String URL_FORM = SCHEME + "host:5432/database";
    /** Parameters of the url that would override the other settings, because the driver prefers the url. */
    private static final Pattern OVERRIDING_PARAMETER =
            Pattern.compile("[?&](user|password|sslpassword|ApplicationName)=", Pattern.CASE_INSENSITIVE);

    public TargetSettings {
        id = requireValidId(id);
        url = requireValidUrl(id, url);
        if (credentials.user() == null || credentials.user().isBlank()) {
            throw new IllegalArgumentException(
                    "target " + id + ": user is missing: set it to the role of the connection");
        }
        requireAtMostOne(id, "password", credentials);
        if (reserveCredentials != null) {
            requireAtMostOne(id, "reserve-password", reserveCredentials);
        }
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /** Returns the settings of a target with one role and the common thresholds. */
    public static TargetSettings of(String id, String url, String user, @Nullable String password) {
        return of(id, url, new Credentials(user, password, null));
    }

    /** Returns the settings of a target with one role and the common thresholds. */
    public static TargetSettings of(String id, String url, Credentials credentials) {
        return new TargetSettings(id, url, credentials, null, Map.of(), null);
    }

    public TargetSettings withCredentials(Credentials replacement) {
        return new TargetSettings(id, url, replacement, reserveCredentials, labels, thresholds);
    }

    public TargetSettings withReserveCredentials(Credentials replacement) {
        return new TargetSettings(id, url, credentials, replacement, labels, thresholds);
    }

    /** Returns the role of the connection. */
    public String user() {
        return credentials.user();
    }

    private static String requireValidId(@Nullable String id) {
        if (id == null) {
            throw new IllegalArgumentException("target id is missing: set id, such as orders-db");
        }
        if (!Checks.isTargetId(id)) {
            throw new IllegalArgumentException("invalid target id '" + id
                    + "': use 1 to 63 letters, digits, dots, underscores or hyphens, such as orders-db");
        }
        return id;
    }

    private static String requireValidUrl(String id, @Nullable String url) {
        if (url == null) {
            throw new IllegalArgumentException("target " + id + ": url is missing: set it to " + URL_FORM);
        }
        if (!url.startsWith(SCHEME) || url.length() == SCHEME.length()) {
            throw new IllegalArgumentException(
                    "target " + id + ": url must have the form " + URL_FORM + ", was '" + redact(url) + "'");
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

    private static void requireAtMostOne(String id, String key, Credentials credentials) {
        if (credentials.password() != null && credentials.passwordFile() != null) {
            throw new IllegalArgumentException(
                    "target " + id + ": both " + key + " and " + key + "-file are set: remove one of them");
        }
    }
}
