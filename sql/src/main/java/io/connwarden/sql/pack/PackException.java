package io.connwarden.sql.pack;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/**
 * The failure of a script of the pack, which was rolled back. The message contains message, detail and hint of the
 * server.
 */
public final class PackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PackException(SQLException cause) {
        super(format(cause), cause);
    }

    private static String format(SQLException cause) {
        return ServerMessage.format(
                cause instanceof PSQLException psql ? psql.getServerErrorMessage() : null, cause.getMessage());
    }
}
