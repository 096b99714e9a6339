package io.connwarden.client;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.status.LaneName;
import io.connwarden.client.status.LaneStatus;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The execution of work that is counted and logged. The log line shows the state of the lanes before and after. */
final class MonitoredExecution {
    private static final Logger LOG = LoggerFactory.getLogger("io.connwarden.client.monitoring");

    private final RouterAssembly assembly;
    private final NanoClock clock;

    MonitoredExecution(RouterAssembly assembly, NanoClock clock) {
        this.assembly = assembly;
        this.clock = clock;
    }

    <T extends @Nullable Object> T run(Supplier<T> work, QueryOptions options) {
        Call call = new Call(options, 0, Deadline.after(QueryOptions.MAX_TIMEOUT, clock), true);
        String before = describeLanes();
        String outcome = "failed";
        try {
            T result = assembly.countCall(call, work);
            outcome = "succeeded";
            return result;
        } finally {
            LOG.info(
                    "Work '{}' {} after {} ms. Lanes before: {}. Lanes after: {}",
                    options.name(),
                    outcome,
                    (clock.nanos() - call.deadline().startedAt()) / 1_000_000.0,
                    before,
                    describeLanes());
        }
    }

    private String describeLanes() {
        LaneStatus standard = assembly.lane(LaneName.STANDARD);
        LaneStatus reserved = assembly.lane(LaneName.RESERVED);
        return "standard " + standard.running() + " running, " + standard.waiting() + " waiting; reserved "
                + reserved.running() + " running, " + reserved.waiting() + " waiting; queue length "
                + assembly.queueLength();
    }
}
