package io.connwarden.client.settings;

import io.connwarden.contracts.value.Checks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database and the role of the sessions.
 *
 * @param url {@code jdbc:postgresql:...}
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
    private static final int MAX_NAME_LENGTH = 54;

    /**
     * Creates the settings of a database.
     *
     * @throws IllegalArgumentException with the setting, its value and its range
     */
    public DatabaseSettings {
        Checks.require(
                url.startsWith("jdbc:postgresql:"),
                "url",
                "a JDBC URL that begins with jdbc:postgresql:",
                withoutPassword(url));
        Checks.requireText("applicationName", applicationName, MAX_NAME_LENGTH);
        driverProperties = Map.copyOf(driverProperties);
    }

    /** Returns the settings without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + withoutPassword(url) + ", user=" + user + ", applicationName=" + applicationName
                + "]";
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("(?i)(password=)[^&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
    }
}
