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

/** Runs a piece of work under the router's eyes: counted and logged, with the lanes' state before and after. */
final class Monitoring {
    private static final Logger log = LoggerFactory.getLogger("io.connwarden.client.monitoring");

    private final RouterAssembly assembly;
    private final NanoClock clock;

    Monitoring(RouterAssembly assembly, NanoClock clock) {
        this.assembly = assembly;
        this.clock = clock;
    }

    <T extends @Nullable Object> T run(Supplier<T> work, QueryOptions options) {
        Call call = new Call(options, 0, Deadline.after(QueryOptions.LONGEST_TIMEOUT, clock), true);
        String before = lanes();
        String end = "failed";
        try {
            T answer = assembly.count(call, work);
            end = "succeeded";
            return answer;
        } finally {
            log.info(
                    "'{}' {} after {} ms; lanes before: {}, after: {}",
                    options.name(),
                    end,
                    (clock.nanos() - call.deadline().startedAt()) / 1_000_000.0,
                    before,
                    lanes());
        }
    }

    private String lanes() {
        LaneStatus standard = assembly.lane(LaneName.STANDARD);
        LaneStatus reserved = assembly.lane(LaneName.RESERVED);
        return "standard " + standard.inFlight() + " in flight and " + standard.waiting() + " waiting, reserved "
                + reserved.inFlight() + " and " + reserved.waiting() + ", queue " + assembly.queueLength();
    }
}
