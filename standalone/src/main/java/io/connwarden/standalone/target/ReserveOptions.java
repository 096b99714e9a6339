package io.connwarden.standalone.target;

import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the role for a full server. Mixed into the commands that use one. */
public final class ReserveOptions {
    @Option(
            names = "--reserve-user",
            paramLabel = "ROLE",
            description = "Role for the connection when the server has no free slot for --user: a member of"
                    + " pg_use_reserved_connections (PostgreSQL 16 and later) or a superuser")
    private @Nullable String user;

    @Option(
            names = "--reserve-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password of --reserve-user")
    private @Nullable Path passwordFile;

    /**
     * Returns the settings with this role, or unchanged if none is given.
     *
     * @throws InvalidInputException if the role or its password file is not valid
     */
    public TargetSettings addTo(TargetSettings settings) {
        if (user == null) {
            if (passwordFile != null) {
                throw new InvalidInputException("--reserve-password-file requires --reserve-user");
            }
            return settings;
        }
        Credentials credentials = OptionCredentials.of(user, null, "--reserve-password-file", passwordFile);
        try {
            return settings.withReserveCredentials(credentials);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
    }
}
