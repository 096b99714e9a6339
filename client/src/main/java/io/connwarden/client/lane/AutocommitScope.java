package io.connwarden.client.lane;

import io.connwarden.client.query.Query;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Each statement stands alone. */
final class AutocommitScope implements Scope {
    private final Duration usualLimit;

    AutocommitScope(Duration usualLimit) {
        this.usualLimit = usualLimit;
    }

    @Override
    public <T extends @Nullable Object> T run(Loan loan, Query<T> query, @Nullable Duration raisedLimit)
            throws SQLException {
        if (raisedLimit == null) {
            return query.run(loan.connection());
        }
        StatementTimeout.setForSession(loan.connection(), raisedLimit);
        try {
            return query.run(loan.connection());
        } finally {
            lowerAgain(loan);
        }
    }

    private void lowerAgain(Loan loan) {
        try {
            StatementTimeout.setForSession(loan.connection(), usualLimit);
        } catch (SQLException e) {
            // Nobody else shall inherit the long limit; the query's own outcome is what the caller wants to know.
            loan.taint();
        }
    }
}
