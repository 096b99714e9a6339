package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.status.LaneStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The check of a priority of the router by a query. */
final class LaneCheck {
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);
    private static final int VALIDATION_SECONDS = 2;

    private final QueryRouter router;

    LaneCheck(QueryRouter router) {
        this.router = router;
    }

    /**
     * The result of a check.
     *
     * @param isDown true if no connection was acquired although one was free
     * @param message the message of the server or the driver; null if there was no failure
     */
    record Result(boolean isDown, LaneStatus lane, @Nullable String message) {
        Map<String, Object> details() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("status", isDown ? "DOWN" : "UP");
            details.put("running", lane.running());
            details.put("waiting", lane.waiting());
            details.put("connections", lane.pool());
            if (message != null) {
                details.put("error", message);
            }
            return details;
        }
    }

    Result run(Priority priority) {
        QueryOptions options = QueryOptions.read("health_check")
                .withPriority(priority)
                .withTimeout(MAX_WAIT)
                .withRetryAttempts(0);
        String message = null;
        try {
            router.executeQuery(connection -> connection.isValid(VALIDATION_SECONDS), options);
        } catch (QueryException e) {
            message = serverMessage(e);
        }
        LaneStatus lane = priority == Priority.HIGH
                ? router.status().reserved()
                : router.status().standard();
        boolean isBusy = lane.pool().active() >= lane.pool().max();
        return new Result(message != null && !isBusy, lane, message);
    }

    /** Returns the innermost message of a driver, otherwise that of the router. */
    private static String serverMessage(QueryException failure) {
        String message = String.valueOf(failure.getMessage());
        Throwable link = failure.getCause();
        for (int depth = 0; link != null && depth < 20; depth++) {
            message = link instanceof SQLException && link.getMessage() != null ? link.getMessage() : message;
            link = link.getCause();
        }
        return message;
    }
}
