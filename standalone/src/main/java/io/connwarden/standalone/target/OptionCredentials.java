package io.connwarden.standalone.target;

import io.connwarden.sql.target.Credentials;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The credentials of an option for a role and of an option for its password file. */
public final class OptionCredentials {
    private OptionCredentials() {}

    /**
     * Returns the credentials after a first reading of the file, so that a command reports a missing file at its start.
     *
     * @param fileOption the name of the option for the file
     * @param password the password without a file; null if none is set
     * @throws InvalidInputException if the file is empty or cannot be read; the message names option and file
     */
    public static Credentials of(
            String user, @Nullable String password, String fileOption, @Nullable Path passwordFile) {
        if (passwordFile == null) {
            return new Credentials(user, password, null);
        }
        Credentials credentials =
                new Credentials(user, null, passwordFile.toAbsolutePath().toString());
        try {
            credentials.currentPassword();
            return credentials;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(fileOption + ": " + e.getMessage(), e);
        }
    }
}
