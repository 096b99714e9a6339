package io.connwarden.client.scope;

import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.call.ThrownFailure;
import io.connwarden.client.call.WorkScope;
import io.connwarden.client.metrics.MetricsStage;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The scopes of a router. Thread-safe. */
public final class Scopes {
    private final CurrentScope current;
    private final Stage firstStage;
    private final MetricsStage metrics;

    /**
     * Creates the scopes.
     *
     * @param firstStage the outermost stage of a chain that ends in a {@link ScopeStage}
     * @param metrics counts scopes that have joined another one
     */
    public Scopes(CurrentScope current, Stage firstStage, MetricsStage metrics) {
        this.current = current;
        this.firstStage = firstStage;
        this.metrics = metrics;
    }

    /** Runs work in a scope of its own. */
    public <T extends @Nullable Object> T run(Call call, Callable<T> work) throws Exception {
        try {
            return firstStage.run(call, connection -> checked(work));
        } catch (ThrownFailure.CheckedFailure e) {
            throw original(e);
        }
    }

    /** Runs work in the scope that is open already. Its commits and failures count for the outer one. */
    public <T extends @Nullable Object> T join(Call call, AttemptTracker outer, Callable<T> work) throws Exception {
        try {
            return metrics.measure(call, () -> {
                try {
                    return current.call(new WorkScope(call, outer), () -> checked(work));
                } catch (SQLException e) {
                    throw new ThrownFailure.CheckedFailure(e);
                }
            });
        } catch (ThrownFailure.CheckedFailure e) {
            throw original(e);
        }
    }

    private static <T extends @Nullable Object> T checked(Callable<T> work) throws SQLException {
        try {
            return work.call();
        } catch (RuntimeException | SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new ThrownFailure.CheckedFailure(e);
        }
    }

    private static Exception original(ThrownFailure.CheckedFailure carrier) {
        return carrier.getCause() instanceof Exception cause ? cause : carrier;
    }
}
