package io.connwarden.client.call;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.Query;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stage that logs one line per query in development mode, with duration, lane and retries. */
public final class LoggingStage implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger("io.connwarden.client.queries");

    private final Stage next;
    private final NanoClock clock;

    /**
     * Creates the stage.
     *
     * @param next the next stage
     * @param clock measures the duration
     */
    public LoggingStage(Stage next, NanoClock clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        String outcome = "failed";
        try {
            T answer = next.run(call, query);
            outcome = "succeeded";
            return answer;
        } finally {
            LOG.info(
                    "Query '{}' {} after {} ms: {} {}, lane {}, {} retries{}",
                    call.name(),
                    outcome,
                    (clock.nanos() - call.deadline().startedAt()) / 1_000_000.0,
                    call.priority(),
                    call.type(),
                    call.lane(),
                    Math.max(0, call.attempts() - 1),
                    call.hasFallenBack() ? ", fell back" : "");
        }
    }
}
