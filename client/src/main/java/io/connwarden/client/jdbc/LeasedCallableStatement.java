package io.connwarden.client.jdbc;

import java.sql.CallableStatement;
import org.jspecify.annotations.Nullable;

/** The callable statement that a query receives. */
final class LeasedCallableStatement extends DelegatingCallableStatement {
    LeasedCallableStatement(
            String sql, CallableStatement target, LeasedConnection connection, @Nullable CommitCounter commits) {
        super(sql, target, connection, commits);
    }
}
