package io.connwarden.standalone.target;

import io.connwarden.sql.target.Login;
import io.connwarden.sql.target.TargetSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the role for a full server. Mixed into the commands that can use one. */
public final class ReserveOptions {
    @Option(
            names = "--reserve-user",
            paramLabel = "ROLE",
            description = "Role to come in as when the server is full for the other one: a member of"
                    + " pg_use_reserved_connections (16 and newer), or a superuser")
    private @Nullable String user;

    @Option(
            names = "--reserve-password-file",
            paramLabel = "FILE",
            description = "File whose first line is that role's password")
    private @Nullable Path passwordFile;

    /**
     * The settings with this role in them; as they are when none is named.
     *
     * @throws InvalidInputException naming the option and what is allowed
     */
    public TargetSettings addTo(TargetSettings settings) {
        if (user == null) {
            if (passwordFile != null) {
                throw new InvalidInputException(
                        "--reserve-password-file is given, but no --reserve-user to use it for");
            }
            return settings;
        }
        try {
            TargetSettings withReserve = new TargetSettings(
                    settings.id(),
                    settings.url(),
                    settings.user(),
                    settings.password(),
                    settings.passwordFile(),
                    user,
                    null,
                    passwordFile == null ? null : passwordFile.toAbsolutePath().toString(),
                    settings.labels(),
                    settings.thresholds());
            // Read once here, so that a missing file is told before anything starts.
            new Login(user, null, withReserve.reservePasswordFile()).currentPassword();
            return withReserve;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
    }
}
