package io.connwarden.client.lane;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.Query;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All or nothing: begun here, committed when the query answers, rolled back when it throws. */
final class TransactionScope implements Scope {
    private static final Logger log = LoggerFactory.getLogger(TransactionScope.class);

    private final NanoClock clock;

    TransactionScope(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public <T extends @Nullable Object> T run(Loan loan, Query<T> query) throws SQLException {
        Connection connection = loan.connection();
        connection.setAutoCommit(false);
        try {
            T answer = query.run(connection);
            refuseToCommitLate(loan);
            loan.commits();
            connection.commit();
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(loan);
            throw e;
        }
    }

    private void refuseToCommitLate(Loan loan) throws SQLException {
        if (loan.call().deadline().passed(clock.nanos())) {
            loan.endsBecause(EndReason.DEADLINE);
            throw new SQLException("The transaction's deadline passed before its commit", "57014");
        }
    }

    private static void rollBack(Loan loan) {
        try {
            loan.connection().rollback();
        } catch (SQLException e) {
            loan.taint();
            log.debug(
                    "Transaction '{}' could not be rolled back; closing its connection does it",
                    loan.call().name(),
                    e);
        }
    }
}
