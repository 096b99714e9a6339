package io.connwarden.client.settings;

import org.jspecify.annotations.Nullable;

/**
 * A role and its password.
 *
 * @param user the role; null for the default of the driver
 * @param password the password of the role; null for none
 */
public record DatabaseCredentials(
        @Nullable String user, @Nullable String password) {

    /** Returns the credentials without the password. */
    @Override
    public String toString() {
        return "DatabaseCredentials[user=" + user + "]";
    }
}
