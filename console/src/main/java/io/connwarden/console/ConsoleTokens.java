package io.connwarden.console;

import io.connwarden.console.access.Scope;
import io.connwarden.console.token.BearerToken;
import io.connwarden.console.token.InvalidTokensFileException;
import io.connwarden.console.token.TokenEntry;
import io.connwarden.console.token.TokensFile;
import io.connwarden.console.token.TokensFileEditor;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The administration of the tokens of the HTTP API, for programs that create and revoke tokens. A running service reads
 * the file again.
 */
public final class ConsoleTokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    private ConsoleTokens() {}

    /**
     * The permissions of a new token.
     *
     * @param name of the owner
     * @param scopes of {@code read}, {@code operate}, {@code approve}, {@code override}
     * @param targets ids of the permitted targets; empty for all
     * @param labels labels that a permitted target has; empty for all
     * @param expires null without an end
     */
    public record Grant(
            String name,
            Set<String> scopes,
            Set<String> targets,
            Map<String, String> labels,
            @Nullable Instant expires) {}

    /** A token of the file. {@code scopes} are names; the other components are those of the grant. */
    public record Issued(String id, Grant grant, Instant created) {}

    /** The refusal of a token or of a file. The message is one sentence with the remedy. */
    public static final class RefusedException extends RuntimeException {
        RefusedException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Creates a token and adds its hash to the file. A missing file is created, readable by its owner only.
     *
     * @return the token, which is stored nowhere
     * @throws RefusedException if a value is invalid, or the file cannot be read or written
     */
    public static String create(Path file, Grant grant, Instant now) {
        try {
            Set<Scope> scopes = grant.scopes().stream().map(Scope::ofText).collect(Collectors.toSet());
            BearerToken token = BearerToken.create(RANDOM);
            TokensFileEditor.add(
                    file,
                    new TokenEntry(
                            token.id(),
                            grant.name(),
                            scopes,
                            grant.targets(),
                            grant.labels(),
                            now.truncatedTo(ChronoUnit.SECONDS),
                            grant.expires(),
                            token.hash()));
            return token.text();
        } catch (IllegalArgumentException | InvalidTokensFileException refused) {
            throw new RefusedException(refused);
        }
    }

    /**
     * Returns the tokens of the file in its order.
     *
     * @throws RefusedException if the file cannot be read
     */
    public static List<Issued> list(Path file) {
        try {
            return TokensFile.read(file).stream().map(ConsoleTokens::issued).toList();
        } catch (InvalidTokensFileException refused) {
            throw new RefusedException(refused);
        }
    }

    /**
     * Removes a token. The running services refuse it from their next request on.
     *
     * @param id 8 hexadecimal digits, or a whole token
     * @return false if the file has no such token
     * @throws RefusedException if the file cannot be read or written
     */
    public static boolean revoke(Path file, String id) {
        try {
            String bare = BearerToken.parse(id).map(BearerToken::id).orElse(id);
            return TokensFileEditor.remove(file, bare).isPresent();
        } catch (InvalidTokensFileException refused) {
            throw new RefusedException(refused);
        }
    }

    private static Issued issued(TokenEntry entry) {
        Set<String> scopes = entry.scopes().stream().map(Scope::text).collect(Collectors.toUnmodifiableSet());
        return new Issued(
                entry.id(),
                new Grant(entry.name(), scopes, entry.targets(), entry.labels(), entry.expires()),
                entry.created());
    }
}
