package io.connwarden.standalone.target;

import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a server. Mixed into the commands that connect to one. */
public final class TargetOptions {
    private static final String SCHEME = "jdbc:postgresql://";

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "Server, as jdbc:postgresql://host:5432/database, without user and password")
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "ROLE",
            description = "Role to connect as. Default: environment variable PGUSER, else the operating system user")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password. Default: environment variable PGPASSWORD, else a"
                    + " prompt if the server requires a password")
    private @Nullable Path passwordFile;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Id of the server in messages, such as orders-db. Default: its host and database")
    private @Nullable String id;

    /**
     * Returns the settings of these options and the environment. The password is null if none is given.
     *
     * @throws InvalidInputException if an option is not valid; the message names it, its value and what is allowed
     */
    public TargetSettings settings(Map<String, String> environment) {
        if (!url.startsWith(SCHEME)) {
            throw new InvalidInputException(
                    "--url must be of the form " + SCHEME + "host:5432/database, was '" + maskedUrl() + "'");
        }
        Credentials credentials =
                OptionCredentials.of(user(environment), environment.get("PGPASSWORD"), "--password-file", passwordFile);
        try {
            return TargetSettings.of(id == null ? DefaultTargetId.from(url) : id, url, credentials);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the URL without the parts that may hold a password: before an @ and after a ?. */
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
