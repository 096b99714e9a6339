package io.connwarden.client.datasource;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.WorkScope;
import io.connwarden.client.lane.ApplicationConnections;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.scope.CurrentScope;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source of a router. Inside a scope, a connection has the priority and the deadline of the scope. Outside, it
 * has those of the data source's options. Thread-safe.
 */
public final class RouterDataSource implements DataSource {
    private final ApplicationConnections connections;
    private final CurrentScope scopes;
    private final Supplier<Call> newCall;
    private final BiConsumer<Call, AttemptTracker> onEnd;
    private final String description;

    /**
     * Creates a data source.
     *
     * @param newCall creates the call of a connection outside a scope
     * @param onEnd called when a connection outside a scope has ended
     * @param description the data source in words
     */
    public RouterDataSource(
            ApplicationConnections connections,
            CurrentScope scopes,
            Supplier<Call> newCall,
            BiConsumer<Call, AttemptTracker> onEnd,
            String description) {
        this.connections = connections;
        this.scopes = scopes;
        this.newCall = newCall;
        this.onEnd = onEnd;
        this.description = description;
    }

    @Override
    public Connection getConnection() throws SQLException {
        WorkScope scope = scopes.get();
        return scope == null ? connectAlone() : connectIn(scope);
    }

    private Connection connectAlone() throws SQLException {
        Call call;
        try {
            call = newCall.get();
        } catch (QueryException e) {
            throw sqlException(e);
        }
        AttemptTracker tracker = new AttemptTracker();
        boolean connected = false;
        try {
            Connection connection = connect(call, tracker, false, () -> onEnd.accept(call, tracker));
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                onEnd.accept(call, tracker);
            }
        }
    }

    private Connection connectIn(WorkScope scope) throws SQLException {
        Call call = scope.call();
        if (scope.tracker().commits() > 0 && call.type() != QueryType.READ && !call.isIdempotent()) {
            call.addEffect(FailureEffect.POSSIBLE);
        }
        return connect(call, scope.tracker(), true, () -> {});
    }

    private Connection connect(Call call, AttemptTracker tracker, boolean boundToThread, Runnable closed)
            throws SQLException {
        try {
            return connections.connect(call, tracker, boundToThread, scopes::get, closed);
        } catch (AttemptFailedException e) {
            tracker.recordConnectFailure(e.failure());
            throw e.failure().cause();
        } catch (QueryException e) {
            throw sqlException(e);
        }
    }

    /** A pool reports a lack of connections by a transient exception, which frameworks know. */
    private static SQLException sqlException(QueryException cause) {
        if (cause instanceof QueryRejectedException) {
            return new SQLNonTransientConnectionException(cause.getMessage(), "08003", cause);
        }
        String state = cause instanceof QueryFailedException failed ? failed.sqlState() : null;
        return new SQLTransientConnectionException(cause.getMessage(), state, cause);
    }

    /**
     * Rejects another role: the connections of a pool have one.
     *
     * @throws SQLFeatureNotSupportedException always
     */
    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "The router's connections have the role of its settings. Use getConnection() without a role");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("The router logs through SLF4J");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("Set connectionTimeout in the settings of the router");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.connwarden.client");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("The router's data source does not wrap a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return description;
    }
}
