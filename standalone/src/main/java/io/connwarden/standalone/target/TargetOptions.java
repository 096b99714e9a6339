package io.connwarden.standalone.target;

import io.connwarden.sql.target.TargetSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a server. Mixed into the commands that need one. */
public final class TargetOptions {
    private static final String SCHEME = "jdbc:postgresql://";

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The server, as jdbc:postgresql://host:5432/database; without user and password")
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "ROLE",
            description =
                    "Role to connect as. Default: PGUSER from the environment, else the name you are logged in by")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password. Else PGPASSWORD from the environment; else it is"
                    + " asked for, should the server want one")
    private @Nullable Path passwordFile;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "What to call the server, such as orders-db. Default: its host and database")
    private @Nullable String id;

    /**
     * The settings these options and the environment amount to; no password where none is given.
     *
     * @throws InvalidInputException naming the option, its value and what is allowed
     */
    public TargetSettings settings(Map<String, String> environment) {
        if (!url.startsWith(SCHEME)) {
            throw new InvalidInputException(
                    "--url must be of the form " + SCHEME + "host:5432/database, was '" + maskedUrl() + "'");
        }
        String given = passwordFile == null ? environment.get("PGPASSWORD") : null;
        String file =
                passwordFile == null ? null : passwordFile.toAbsolutePath().toString();
        try {
            TargetSettings settings = new TargetSettings(
                    id == null ? TargetName.from(url) : id,
                    url,
                    user(environment),
                    given,
                    file,
                    null,
                    null,
                    null,
                    Map.of(),
                    null);
            // Read once here, so that a missing file is told before anything starts.
            settings.login().currentPassword();
            return settings;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What stands before an @ or after a ? may hold a password. */
    private String maskedUrl() {
        return url.replaceFirst(".*\\?.*@.*", "...").replaceFirst(".*@", "...@").replaceFirst("\\?.*", "?...");
    }

    private String user(Map<String, String> environment) {
        if (user != null) {
            return user;
        }
        return environment.getOrDefault("PGUSER", System.getProperty("user.name"));
    }
}
