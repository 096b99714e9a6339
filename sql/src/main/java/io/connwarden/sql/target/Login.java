package io.connwarden.sql.target;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A role and where its password comes from. {@link #toString()} shows the role only.
 *
 * @param password the password itself; null when a file holds it or none is needed
 * @param passwordFile path of a file whose first line is the password; null when there is none
 */
public record Login(
        String user, @Nullable String password, @Nullable String passwordFile) {

    /**
     * The password as it is now: a file is read anew each time, so a rotated one is found upon the next connection.
     *
     * @return null when the server is expected to ask none
     * @throws IllegalArgumentException naming the file when it cannot be read or is empty
     */
    public @Nullable String currentPassword() {
        return passwordFile == null ? password : firstLine(Path.of(passwordFile));
    }

    private static String firstLine(Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw new IllegalArgumentException("password file " + file + " is empty: its first line must hold it");
            }
            return line;
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("password file " + file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "password file " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "): check that it exists and that this user may read it",
                    e);
        }
    }

    @Override
    public String toString() {
        return user;
    }
}
