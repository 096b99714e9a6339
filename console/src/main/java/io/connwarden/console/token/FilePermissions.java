package io.connwarden.console.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The permissions of the file of tokens. */
final class FilePermissions {
    static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Logger LOG = LoggerFactory.getLogger(FilePermissions.class);

    private FilePermissions() {}

    /** Logs a warning if users other than the owner and its group can read the file, or others can write it. */
    static void warnIfOthersCanRead(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                    || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
                LOG.warn("Tokens file {} is open to other users; run: chmod 600 {}", file, file);
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            LOG.debug("The permissions of {} are not known", file, unknown);
        }
    }
}
