package io.connwarden.client.jdbc;

import java.sql.SQLException;

/** The owner of a leased connection. Called by the connection on the thread that uses it. */
public interface ConnectionControl {

    /**
     * Called before a commit is sent.
     *
     * @throws SQLException if the commit must not be sent, for example because the deadline of the call has expired
     */
    void beforeCommit() throws SQLException;

    /** Called once, when the code that uses the connection has closed it. Never called for a connection of a query. */
    void onClose();
}
