package io.connwarden.client.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and as whom to enter it.
 *
 * @param url {@code jdbc:postgresql:...}
 * @param user the role; null when the url or the driver names it
 * @param password the role's; null when none is asked, or the url or the driver has it
 * @param applicationName {@code application_name} of the sessions, 1 to 54 characters; the reserved lane's sessions
 *     carry it with {@code :reserved} behind it, so that a guard can tell them apart
 * @param driverProperties further properties of the PostgreSQL driver, such as {@code sslmode}
 */
public record DatabaseAccess(
        String url,
        @Nullable String user,
        @Nullable String password,
        String applicationName,
        Map<String, String> driverProperties) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public DatabaseAccess {
        SettingCheck.isTrue(
                url.startsWith("jdbc:postgresql:"), "url must begin with jdbc:postgresql:, was " + redacted(url));
        SettingCheck.isTrue(
                !applicationName.isBlank() && applicationName.length() <= 54,
                "applicationName must have 1 to 54 characters, was '" + applicationName + "'");
        driverProperties = Map.copyOf(driverProperties);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseAccess[" + redacted(url) + ", user=" + user + ", applicationName=" + applicationName + "]";
    }

    private static String redacted(String url) {
        return url.replaceAll("(?i)(password=)[^&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
    }
}
