package io.connwarden.sql.target;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A role with the source of its password. {@link #toString()} shows only the role.
 *
 * @param password the password; null if a file contains it or no password is required
 * @param passwordFile path of a file whose first line is the password; null if there is none
 */
public record Credentials(
        String user, @Nullable String password, @Nullable String passwordFile) {

    /**
     * Returns the current password. A password file is read for every call, so a rotated password applies to the next
     * connection.
     *
     * @return null if no password is configured
     * @throws IllegalArgumentException if the file is empty or cannot be read; the message names the file
     */
    public @Nullable String currentPassword() {
        return passwordFile == null ? password : firstLine(Path.of(passwordFile));
    }

    private static String firstLine(Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw new IllegalArgumentException(
                        "password file " + file + " is empty: its first line must be the password");
            }
            return line;
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("password file " + file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "password file " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "): check that it exists and is readable",
                    e);
        }
    }

    @Override
    public String toString() {
        return user;
    }
}
