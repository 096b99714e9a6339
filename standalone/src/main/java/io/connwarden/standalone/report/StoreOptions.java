package io.connwarden.standalone.report;

import io.connwarden.sql.target.Credentials;
import io.connwarden.standalone.target.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.FileSystemResource;
import picocli.CommandLine.Option;

/**
 * The options that name a log store. Without an option the settings of the actuator apply: {@code spring.datasource.*}
 * in the environment and in the configuration file. Without settings it is the log store of {@code guard}.
 */
final class StoreOptions {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final String SETTINGS = "spring.datasource.";
    private static final String GUARD_USER = "postgres";

    @Option(
            names = "--store-url",
            paramLabel = "URL",
            description = "Log store, as jdbc:postgresql://host:5432/connwarden. Default: spring.datasource.url of the"
                    + " environment or of --config, else the log store of a running guard")
    private @Nullable String url;

    @Option(
            names = "--store-user",
            paramLabel = "ROLE",
            description = "Role that may read the log store. Default: spring.datasource.username, else postgres")
    private @Nullable String user;

    @Option(
            names = "--store-password-file",
            paramLabel = "FILE",
            description = "File with the password in its first line. Default: spring.datasource.password, else"
                    + " environment variable PGPASSWORD")
    private @Nullable Path passwordFile;

    @Option(
            names = "--store-port",
            paramLabel = "PORT",
            defaultValue = "25433",
            description = "Port of the log store of guard on 127.0.0.1. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with the settings of the actuator")
    private @Nullable Path config;

    /**
     * A log store.
     *
     * @param login the user and the password
     */
    record StoreAddress(String url, Properties login) {

        /** Returns the address without parameters and without a login, for messages. */
        String display() {
            return url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//").replaceFirst("^" + SCHEME + "(//)?", "");
        }
    }

    /**
     * Returns the address of the log store.
     *
     * @param environment without the configuration file; this method adds the file
     * @throws InvalidInputException if an option is not valid; the message names it, its value and the remedy
     */
    StoreAddress address(ConfigurableEnvironment environment) {
        addConfig(environment);
        String address =
                value(url, environment.getProperty(SETTINGS + "url"), SCHEME + "//127.0.0.1:" + port + "/connwarden");
        if (!address.startsWith(SCHEME)) {
            throw new InvalidInputException("--store-url must begin with " + SCHEME + "//, and begins with '"
                    + address.replaceFirst("[:/].*", "") + "'");
        }
        Properties login = new Properties();
        PGProperty.USER.set(login, value(user, environment.getProperty(SETTINGS + "username"), GUARD_USER));
        String password = password(environment);
        if (password != null) {
            PGProperty.PASSWORD.set(login, password);
        }
        return new StoreAddress(address, login);
    }

    private @Nullable String password(ConfigurableEnvironment environment) {
        if (passwordFile == null) {
            String configured = environment.getProperty(SETTINGS + "password");
            return configured == null ? environment.getProperty("PGPASSWORD") : configured;
        }
        try {
            return new Credentials("", null, passwordFile.toString()).currentPassword();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("--store-password-file: " + e.getMessage(), e);
        }
    }

    private void addConfig(ConfigurableEnvironment environment) {
        if (config == null) {
            return;
        }
        if (!Files.isReadable(config)) {
            throw new InvalidInputException(
                    "--config: cannot read the file " + config + "; check the path and its permissions");
        }
        try {
            new YamlPropertySourceLoader()
                    .load("config", new FileSystemResource(config))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException | RuntimeException e) { // the YAML library has its own exceptions
            throw new InvalidInputException(
                    "--config: the file " + config + " is not valid YAML: " + e.getMessage(), e);
        }
    }

    private static String value(@Nullable String option, @Nullable String setting, String otherwise) {
        if (option != null) {
            return option;
        }
        return setting == null ? otherwise : setting;
    }
}
