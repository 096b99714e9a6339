package io.connwarden.client.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Binds this program and a server, and whatever the two start from now on, to one processor. With a single thread
 * asking, most of a read's time is a sleeping processor's way back to work, which differs from one pair of processes to
 * the next; on one processor what remains is what the code costs.
 */
final class ProcessorPinning {
    private ProcessorPinning() {}

    /** Answers whether it could: there is no such thing outside Linux. */
    static boolean pin(String url) throws SQLException {
        for (long pid : List.of(ProcessHandle.current().pid(), postmaster(url))) {
            if (!pin(pid)) {
                return false;
            }
        }
        return true;
    }

    /** The parent of the session that asks. */
    private static long postmaster(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow()
                    .pid();
        }
    }

    private static boolean pin(long pid) {
        try {
            return new ProcessBuilder("taskset", "-a", "-c", "-p", "0", Long.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
