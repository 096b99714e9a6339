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
 * A server's own directory, held by one run at a time: {@code data} for the server, its log and notes beside it.
 * Kept between runs when the user named it, temporary otherwise.
 *
 * <p>The lock is what makes a leftover process of an earlier run recognisable: whoever holds the directory knows that
 * a server still working in it belongs to nobody.
 */
public final class ServerDirectory implements AutoCloseable {
    /** A second channel on a file drops the process's POSIX lock when closed, so this JVM's own are known here. */
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
     * Takes a directory for this run.
     *
     * @param requested the directory to use and keep, created when missing; null for a temporary one
     * @param server who works there, for messages and the temporary name
     * @throws StartFailedException when it cannot be made, or another run holds it
     */
    public static ServerDirectory open(@Nullable Path requested, String server) {
        try {
            Path path = requested == null
                    ? Files.createTempDirectory("connwarden-" + server + "-")
                    : Files.createDirectories(requested);
            return lock(path.toRealPath(), requested != null, server);
        } catch (IOException e) {
            throw new StartFailedException(
                    "%s cannot use the directory %s: %s. Choose another data directory or correct its rights."
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
                "The directory %s is in use: another run of %s works in it. Stop that one, or give another data directory."
                        .formatted(path, server));
    }

    /** Deletes what earlier runs left. To be called when no server works here. */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(each -> !each.endsWith(LOCK_FILE)).toList()) {
                FileTree.delete(file);
            }
        }
    }

    /** The directory itself, absolute. */
    public Path path() {
        return path;
    }

    /** Where the server keeps what it stores. May not exist yet. */
    public Path data() {
        return path.resolve("data");
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** False for a temporary directory, which {@link #close} deletes. */
    public boolean isPersistent() {
        return persistent;
    }

    /** Lets the directory go; a temporary one is deleted. To be called when the server has ended. */
    @Override
    public void close() {
        try {
            channel.close();
            if (!persistent) {
                FileTree.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not let go of " + path, e);
        } finally {
            LOCKED_BY_THIS_JVM.remove(path);
        }
    }
}
