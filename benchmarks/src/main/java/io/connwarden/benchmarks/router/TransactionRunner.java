package io.connwarden.benchmarks.router;

import java.sql.SQLException;

/** The runner of transactions and logins in one way. */
interface TransactionRunner extends AutoCloseable {
    String title();

    /** Runs one transaction of the bulk of the work. */
    void transaction() throws SQLException;

    /** Runs one short read that a user waits for. */
    void login() throws SQLException;

    @Override
    void close();
}
