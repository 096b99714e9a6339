package io.connwarden.client.jdbc;

import java.sql.CallableStatement;

/** The callable statement that a query receives. */
final class LeasedCallableStatement extends DelegatingCallableStatement {
    LeasedCallableStatement(String sql, CallableStatement target, LeasedConnection connection) {
        super(sql, target, connection);
    }
}
