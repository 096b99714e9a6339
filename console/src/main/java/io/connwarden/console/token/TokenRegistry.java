package io.connwarden.console.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, which is read again when it changes. While the file cannot be read, its former content stays in
 * force. Thread-safe.
 */
public final class TokenRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(TokenRegistry.class);

    private final Path file;
    private volatile Content content;
    /** The state of the file at its last failed reading; guarded by this. */
    private @Nullable State reported;

    private boolean isOutage;

    private record State(
            @Nullable FileTime modified,
            long size,
            @Nullable Object key) {}

    private record Content(State state, Map<String, TokenEntry> byId) {}

    /** @throws InvalidTokensFileException if the file cannot be read */
    public TokenRegistry(Path file) {
        this.file = file;
        this.content = read(stateOf());
        FilePermissions.warnIfOthersCanRead(file);
    }

    /** Returns the token with the id, from the present content of the file. */
    public Optional<TokenEntry> find(String id) {
        if (!content.state.equals(stateOf())) {
            readAgain();
        }
        return Optional.ofNullable(content.byId.get(id));
    }

    private synchronized void readAgain() {
        State state = stateOf();
        if (content.state.equals(state)) {
            return;
        }
        try {
            content = read(state);
            isOutage = false;
            LOG.info("Tokens file {} changed: {} tokens in force", file, content.byId.size());
            FilePermissions.warnIfOthersCanRead(file);
        } catch (InvalidTokensFileException invalid) {
            if (!isOutage || !state.equals(reported)) {
                LOG.warn(
                        "Tokens file changed and was not read: the former tokens stay in force. {}",
                        invalid.getMessage());
            }
            isOutage = true;
            reported = state;
        }
    }

    /** Reads the state before the content, so that a later change is noticed. */
    private Content read(State state) {
        return new Content(
                state, TokensFile.read(file).stream().collect(Collectors.toMap(TokenEntry::id, Function.identity())));
    }

    private State stateOf() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException absent) {
            return new State(null, -1, null);
        }
    }
}
