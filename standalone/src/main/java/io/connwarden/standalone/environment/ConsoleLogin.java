package io.connwarden.standalone.environment;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.console.ConsoleTokens.Grant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.Environment;

/**
 * The token of one run of {@code demo} or {@code guard}, with every scope. Its file is in a private directory, which is
 * deleted at the end. A tokens file in the configuration of the user takes its place.
 */
public final class ConsoleLogin implements AutoCloseable {
    private static final String ENABLED = "connwarden.console.enabled";
    private static final String TOKENS_FILE = "connwarden.console.tokens-file";
    private static final Set<String> ALL_SCOPES = Set.of("read", "operate", "approve", "override");

    private final Path directory;
    private final Path tokens;
    private final Path defaults;
    private final String token;

    private ConsoleLogin(Path directory) throws IOException {
        this.directory = directory;
        this.tokens = directory.resolve("tokens");
        this.defaults = directory.resolve("defaults.properties");
        this.token =
                ConsoleTokens.create(tokens, new Grant(owner(), ALL_SCOPES, Set.of(), Map.of(), null), Instant.now());
        Files.writeString(defaults, TOKENS_FILE + "=" + tokens.toString().replace("\\", "\\\\") + "\n");
    }

    /** Creates the token. Only the user of this process can read the directory. */
    static ConsoleLogin create() {
        try {
            return new ConsoleLogin(Files.createTempDirectory("connwarden-console"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String owner() {
        return "local " + System.getProperty("user.name", "").replaceAll("[^\\p{L}\\p{N}._-]", "");
    }

    /** Returns a file of properties that is read before the file of the user. */
    Path defaults() {
        return defaults;
    }

    /**
     * Returns the address that signs in.
     *
     * @param monitor the environment of the running monitor
     */
    String address(Environment monitor) {
        if (!monitor.getProperty(ENABLED, Boolean.class, true)) {
            return "disabled by " + ENABLED;
        }
        String root = "http://127.0.0.1:" + monitor.getProperty("local.server.port") + "/";
        String file = monitor.getProperty(TOKENS_FILE, "");
        return file.equals(tokens.toString()) ? root + "#token=" + token : root + "   with a token of " + file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(tokens);
        Files.deleteIfExists(defaults);
        Files.deleteIfExists(directory);
    }
}
