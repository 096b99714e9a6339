package io.connwarden.client.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Pins this program and a server to one processor, with all processes that they start from now on. With a single
 * client thread, most of the time of a read is the wake-up of an idle processor, which varies between runs. On one
 * processor, the cost of the code remains.
 */
final class ProcessorPinning {
    private ProcessorPinning() {}

    /** Pins both. Returns false if that is not possible, as on every system other than Linux. */
    static boolean pin(String url) throws SQLException {
        for (long pid : List.of(ProcessHandle.current().pid(), postmaster(url))) {
            if (!pin(pid)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the process id of the postmaster, the parent of the current session. */
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
