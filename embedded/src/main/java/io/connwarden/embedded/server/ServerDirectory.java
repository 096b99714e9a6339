package io.connwarden.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a server, locked by one run at a time. {@code data} belongs to the server; its log and notes are
 * beside it. A directory of the user is persistent, any other is temporary.
 *
 * <p>The lock identifies orphan processes. If this run holds the lock of a directory, a server that already runs there
 * is left over from an earlier run.
 */
public final class ServerDirectory implements AutoCloseable {
    /**
     * The directories locked by this JVM. A second channel on a file would drop the POSIX lock of the process when
     * closed.
     */
    private static final Set<Path> LOCKED_BY_THIS_JVM = ConcurrentHashMap.newKeySet();

    private static final String LOCK_FILE = "in-use.lock";

    private final Path path;
    private final boolean persistent;
    private final FileChannel channel;

    private ServerDirectory(Path path, boolean persistent, FileChannel channel) {
        this.path = path;
        this.persistent = persistent;
        this.channel = channel;
    }

    /**
     * Locks a directory for this run.
     *
     * @param requested the directory to use and keep, created if missing; null for a temporary one
     * @param server the name of the server, for messages and the temporary directory
     * @throws StartFailedException if the directory cannot be created or is in use
     */
    public static ServerDirectory open(@Nullable Path requested, String server) {
        try {
            Path path = requested == null
                    ? Files.createTempDirectory("connwarden-" + server + "-")
                    : Files.createDirectories(requested);
            return lock(path.toRealPath(), requested != null, server);
        } catch (IOException e) {
            throw new StartFailedException(
                    "%s cannot use the directory %s: %s. Choose another data directory or correct its permissions."
                            .formatted(server, requested, e),
                    e);
        }
    }

    private static ServerDirectory lock(Path path, boolean persistent, String server) throws IOException {
        if (!LOCKED_BY_THIS_JVM.add(path)) {
            throw inUse(path, server);
        }
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            LOCKED_BY_THIS_JVM.remove(path);
            channel.close();
            throw inUse(path, server);
        }
        return new ServerDirectory(path, persistent, channel);
    }

    private static StartFailedException inUse(Path path, String server) {
        return new StartFailedException(
                "The directory %s is in use by another run of %s. Stop that run, or choose another data directory."
                        .formatted(path, server));
    }

    /** Deletes the data of earlier runs. Must not be called while a server runs. */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(each -> !each.endsWith(LOCK_FILE)).toList()) {
                FileTree.delete(file);
            }
        }
    }

    /** Returns the absolute path. */
    public Path path() {
        return path;
    }

    /** Returns the data directory of the server. The directory might not exist yet. */
    public Path data() {
        return path.resolve("data");
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** Returns false for a temporary directory, which {@link #close} deletes. */
    public boolean isPersistent() {
        return persistent;
    }

    /** Releases the lock and deletes a temporary directory. Must be called after the server has stopped. */
    @Override
    public void close() {
        try {
            channel.close();
            if (!persistent) {
                FileTree.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the directory " + path, e);
        } finally {
            LOCKED_BY_THIS_JVM.remove(path);
        }
    }
}
