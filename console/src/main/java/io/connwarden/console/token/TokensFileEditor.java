package io.connwarden.console.token;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The changes of the file of tokens. A change replaces the file as a whole, so that a reader sees the former or the new
 * content. Owner and permissions stay. Two changes at a time are carried out one after the other.
 */
public final class TokensFileEditor {
    private static final String FIRST_LINE =
            "# Tokens of Connwarden, one per line, without their secrets. Change: ./connwarden token create, revoke\n";

    private TokensFileEditor() {}

    /**
     * Adds a token. Creates a missing file, which only its owner can read.
     *
     * @throws InvalidTokensFileException if the file cannot be read or written
     */
    public static void add(Path file, TokenEntry entry) {
        change(file, true, lines -> {
            List<String> more = new ArrayList<>(lines);
            more.add(TokenEntryJson.write(entry));
            return more;
        });
    }

    /**
     * Removes the token with the id.
     *
     * @return the removed token; empty if the file has no such token
     * @throws InvalidTokensFileException if the file cannot be read or written
     */
    public static Optional<TokenEntry> remove(Path file, String id) {
        Optional<TokenEntry> found = TokensFile.read(file).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst();
        found.ifPresent(entry -> change(
                file,
                false,
                lines -> lines.stream()
                        .filter(line -> !TokensFile.isToken(line)
                                || !TokenEntryJson.read(line).id().equals(id))
                        .toList()));
        return found;
    }

    private static synchronized void change(Path file, boolean create, UnaryOperator<List<String>> change) {
        try {
            if (create) {
                createIfMissing(file);
            }
            Path real = file.toRealPath();
            while (!changeLocked(real, change)) {
                // Another process replaced the file before it was locked.
                Thread.onSpinWait();
            }
        } catch (IOException failed) {
            throw new InvalidTokensFileException(
                    file + " cannot be written (" + failed + "); choose a file in a directory that you may write to",
                    failed);
        }
    }

    private static boolean changeLocked(Path file, UnaryOperator<List<String>> change) throws IOException {
        Object key = keyOf(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.lock();
            if (!Objects.equals(key, keyOf(file))) {
                return false;
            }
            TokensFile.read(file);
            replace(file, change.apply(Files.readAllLines(file)));
            return true;
        }
    }

    private static void replace(Path file, List<String> lines) throws IOException {
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "tokens", ".new");
        try {
            Files.writeString(next, String.join("\n", lines) + "\n", StandardOpenOption.SYNC, StandardOpenOption.WRITE);
            copyOwnerAndPermissions(file, next);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void copyOwnerAndPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes former = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes present = view.readAttributes();
        if (!former.group().equals(present.group())) {
            view.setGroup(former.group());
        }
        if (!former.owner().equals(present.owner())) {
            view.setOwner(former.owner());
        }
        view.setPermissions(former.permissions());
    }

    private static void createIfMissing(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        boolean isPosix = Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
        try {
            Files.write(
                    isPosix
                            ? Files.createFile(file, PosixFilePermissions.asFileAttribute(FilePermissions.OWNER_ONLY))
                            : Files.createFile(file),
                    FIRST_LINE.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException createdMeanwhile) {
            // The token is added to the file of the other process.
            Files.size(file);
        }
    }

    private static Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
