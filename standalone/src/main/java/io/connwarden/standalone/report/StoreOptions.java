package io.connwarden.standalone.report;

import io.connwarden.sql.target.Credentials;
import io.connwarden.standalone.environment.ConfigOption;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.target.OptionCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.FileSystemResource;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ConfigOption config = new ConfigOption();

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
            throw new InvalidInputException((url == null ? SETTINGS + "url" : "--store-url") + " must begin with "
                    + SCHEME + "//, and begins with '" + address.replaceFirst("^((?:jdbc:)?[^:/]*).*", "$1") + "'");
        }
        return new StoreAddress(address, login(environment));
    }

    private Properties login(ConfigurableEnvironment environment) {
        String configured = environment.getProperty(SETTINGS + "password");
        Credentials credentials = OptionCredentials.of(
                value(user, environment.getProperty(SETTINGS + "username"), GUARD_USER),
                configured == null ? environment.getProperty("PGPASSWORD") : configured,
                "--store-password-file",
                passwordFile);
        Properties login = new Properties();
        PGProperty.USER.set(login, credentials.user());
        String password = credentials.currentPassword();
        if (password != null) {
            PGProperty.PASSWORD.set(login, password);
        }
        return login;
    }

    private void addConfig(ConfigurableEnvironment environment) {
        Path file = config.file();
        if (file == null) {
            return;
        }
        try {
            new YamlPropertySourceLoader()
                    .load("config", new FileSystemResource(file))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException | RuntimeException e) { // the YAML library has its own exceptions
            throw new InvalidInputException("--config: the file " + file + " is not valid YAML: " + e.getMessage(), e);
        }
    }

    private static String value(@Nullable String option, @Nullable String setting, String otherwise) {
        if (option != null) {
            return option;
        }
        return setting == null ? otherwise : setting;
    }
}
