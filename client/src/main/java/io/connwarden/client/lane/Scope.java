package io.connwarden.client.lane;

import io.connwarden.client.query.Query;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What surrounds the query on its connection: nothing, or a transaction. */
interface Scope {

    /**
     * Runs the query on the loan's connection.
     *
     * @param query already given the connection it may see
     * @param raisedLimit a statement limit longer than the lane's, which the call was promised; null when the lane's
     *     is long enough
     */
    <T extends @Nullable Object> T run(Loan loan, Query<T> query, @Nullable Duration raisedLimit) throws SQLException;
}
