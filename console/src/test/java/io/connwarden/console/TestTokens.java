package io.connwarden.console;

import io.connwarden.console.ConsoleTokens.Grant;
import io.connwarden.console.access.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tokens file of the tests, in a directory of its own, and its tokens. */
public final class TestTokens {
    private static final TestTokens SHARED = new TestTokens();

    private final Path file;
    private final String all;

    public TestTokens() {
        try {
            Path folder = Files.createTempDirectory("connwarden-tokens");
            file = folder.resolve("tokens");
            file.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all = create(Set.of(Scope.values()), Set.of(), null);
    }

    /** Returns the file that {@link ConsoleTestApplication} uses. */
    public static TestTokens shared() {
        return SHARED;
    }

    public Path file() {
        return file;
    }

    /** Returns the token with all scopes and all targets. */
    public String all() {
        return all;
    }

    /** Creates a token for all targets. */
    public String with(Scope... scopes) {
        return create(Set.copyOf(Arrays.asList(scopes)), Set.of(), null);
    }

    /** Creates a token. */
    public String create(Set<Scope> scopes, Set<String> targets, @Nullable Instant expires) {
        Set<String> names = scopes.stream().map(Scope::text).collect(Collectors.toSet());
        return ConsoleTokens.create(file, new Grant("tester", names, targets, Map.of(), expires), Instant.now());
    }
}
