package io.connwarden.client.scope;

import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.call.ThrownFailure;
import io.connwarden.client.call.WorkScope;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.jdbc.ClosedConnection;
import io.connwarden.client.lane.AttemptExceptions;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The stage that runs one attempt of a unit of work. The attempt is judged by the failures that its connections have
 * seen, whatever exception or result the work has made of them.
 */
public final class ScopeStage implements Stage {
    private final CurrentScope scopes;
    private final NanoClock clock;

    public ScopeStage(CurrentScope scopes, NanoClock clock) {
        this.scopes = scopes;
        this.clock = clock;
    }

    /** Runs the attempt. The query receives no connection; the work acquires its own. */
    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        AttemptTracker tracker = new AttemptTracker();
        WorkScope scope = new WorkScope(call, tracker);
        T answer;
        try {
            answer = scopes.call(scope, () -> query.run(ClosedConnection.INSTANCE));
        } catch (SQLException | RuntimeException e) {
            tracker.end();
            throw failed(scope, e instanceof ThrownFailure.CheckedFailure && e.getCause() != null ? e.getCause() : e);
        }
        tracker.end();
        SQLException hidden = tracker.failureBehindResult();
        if (hidden != null) {
            throw failure(scope, new AttemptFailure(Phase.RUNNING, tracker.commits(), hidden), null);
        }
        return answer;
    }

    private RuntimeException failed(WorkScope scope, Throwable thrown) {
        AttemptFailure failure = QueryException.attachedTo(thrown).isPresent() ? null : driverFailure(scope, thrown);
        if (failure == null) {
            return asRuntimeException(thrown);
        }
        return failure(scope, failure, thrown);
    }

    private RuntimeException failure(WorkScope scope, AttemptFailure failure, @Nullable Throwable thrown) {
        return AttemptExceptions.of(scope.call(), scope.tracker(), failure, thrown, clock.nanos());
    }

    private static @Nullable AttemptFailure driverFailure(WorkScope scope, Throwable thrown) {
        AttemptTracker tracker = scope.tracker();
        AttemptFailure connecting = tracker.connectFailure();
        if (connecting != null && tracker.failure() == null) {
            // After a commit, the attempt must not be repeated as if nothing had been sent.
            Phase phase = tracker.commits() == 0 ? Phase.CONNECTING : Phase.RUNNING;
            return new AttemptFailure(phase, tracker.commits(), connecting.cause());
        }
        // Without a failure of its own connections, the exception may come from another database.
        SQLException behind = tracker.failure() == null ? null : tracker.failureBehind(thrown);
        return behind == null ? null : new AttemptFailure(Phase.RUNNING, tracker.commits(), behind);
    }

    private static RuntimeException asRuntimeException(Throwable thrown) {
        return thrown instanceof RuntimeException exception ? exception : new ThrownFailure.CheckedFailure(thrown);
    }
}
