package io.connwarden.client.spring;

import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * The translation of the router's exceptions in {@code @Repository} beans. The router's exception is the cause of the
 * translated one, so that {@link QueryException#attachedTo} returns its effect.
 */
final class QueryExceptionTranslator implements PersistenceExceptionTranslator {
    private final SQLExceptionTranslator sqlExceptions = new SQLExceptionSubclassTranslator();

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException thrown) {
        return thrown instanceof QueryException failure ? translate(failure) : null;
    }

    private DataAccessException translate(QueryException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof QueryTimeoutException) {
            return new org.springframework.dao.QueryTimeoutException(message, failure);
        }
        if (failure instanceof QueryRejectedException || failure instanceof QueryInterruptedException) {
            return new TransientDataAccessResourceException(message, failure);
        }
        DataAccessException bySqlState = failure instanceof QueryFailedException failed ? translate(failed) : null;
        return bySqlState == null ? new UncategorizedQueryException(message, failure) : bySqlState;
    }

    private @Nullable DataAccessException translate(QueryFailedException failed) {
        SQLException carrier = new SQLException(failed.getMessage(), failed.sqlState(), failed);
        return sqlExceptions.translate("query router", null, carrier);
    }

    /** A failure without a known class. */
    static final class UncategorizedQueryException extends UncategorizedDataAccessException {
        private static final long serialVersionUID = 1L;

        UncategorizedQueryException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
