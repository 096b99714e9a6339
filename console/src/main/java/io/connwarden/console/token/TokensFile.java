package io.connwarden.console.token;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file of tokens: one JSON object per line, in UTF-8. Empty lines and lines that begin with {@code #} are ignored.
 * The file holds hashes and no secret.
 */
public final class TokensFile {
    /** The command that creates a token, for messages. */
    public static final String CREATE_COMMAND = "./connwarden token create --file ";

    private static final int MAX_BYTES = 1 << 20;

    private TokensFile() {}

    /**
     * Reads all tokens.
     *
     * @throws InvalidTokensFileException if the file cannot be read or a line is no token
     */
    public static List<TokenEntry> read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes");
            }
            return parse(file, Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            throw new InvalidTokensFileException(
                    file + " does not exist; create it with its first token: " + CREATE_COMMAND + file, missing);
        } catch (CharacterCodingException malformed) {
            throw new InvalidTokensFileException(file + " is not in UTF-8; restore the file of tokens", malformed);
        } catch (IOException unreadable) {
            throw new InvalidTokensFileException(
                    file + " cannot be read (" + unreadable + "); permit the user of the service to read it",
                    unreadable);
        }
    }

    /** Returns false for an empty line and for a comment. */
    static boolean isToken(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static List<TokenEntry> parse(Path file, String content) {
        List<TokenEntry> entries = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (String line : content.split("\\R", -1)) {
            number++;
            if (!isToken(line)) {
                continue;
            }
            try {
                TokenEntry entry = TokenEntryJson.read(line);
                if (!ids.add(entry.id())) {
                    throw new IllegalArgumentException("the id '" + entry.id() + "' is used twice");
                }
                entries.add(entry);
            } catch (IllegalArgumentException invalid) {
                throw new InvalidTokensFileException(
                        file + ", line " + number + ": " + invalid.getMessage() + "; correct or delete this line",
                        invalid);
            }
        }
        return List.copyOf(entries);
    }
}
