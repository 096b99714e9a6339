package io.connwarden.client.settings;

import io.connwarden.contracts.value.Checks;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database and the role of the sessions.
 *
 * @param url {@code jdbc:postgresql:...}, or the URL of a wrapping driver with connections that unwrap to those of the
 *     PostgreSQL driver, such as {@code jdbc:p6spy:postgresql:...}
 * @param user the role; null if the url or the driver defines it
 * @param password the password of the role; null if none is required, or if the url or the driver defines it
 * @param applicationName {@code application_name} of the sessions, 1 to 54 characters; sessions of the reserved lane
 *     have the suffix {@code :reserved}, so that the policy of the actuator can protect them
 * @param driverProperties further properties of the PostgreSQL driver, such as {@code sslmode}
 */
public record DatabaseSettings(
        String url,
        @Nullable String user,
        @Nullable String password,
        String applicationName,
        Map<String, String> driverProperties) {
    /**
     * The product after any number of wrappers: {@code jdbc:aws-wrapper:postgresql:}, {@code jdbc:tc:postgresql:16:}.
     */
    private static final Pattern POSTGRESQL = Pattern.compile("jdbc:(?:[\\w.-]+:)*postgresql:.*", Pattern.DOTALL);

    private static final int MAX_NAME_LENGTH = 54;

    /**
     * Creates the settings of a database.
     *
     * @throws IllegalArgumentException with the setting, its value and its range
     */
    public DatabaseSettings {
        Checks.require(
                url.startsWith("jdbc:"), "url", "a JDBC URL, such as jdbc:postgresql://host/database", printable(url));
        Checks.requireText("applicationName", applicationName, MAX_NAME_LENGTH);
        driverProperties = Map.copyOf(driverProperties);
    }

    /**
     * Returns true if a URL names PostgreSQL, directly or behind a wrapping driver.
     *
     * @param url a JDBC URL
     * @return false for another database
     */
    public static boolean isPostgresql(String url) {
        return POSTGRESQL.matcher(url).matches();
    }

    boolean isPostgresql() {
        return isPostgresql(url);
    }

    /** Returns the URL without passwords. */
    String printableUrl() {
        return printable(url);
    }

    /** Returns the settings without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + printable(url) + ", user=" + user + ", applicationName=" + applicationName + "]";
    }

    private static String printable(String url) {
        return url.replaceAll("(?i)(password=)[^&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
    }
}
