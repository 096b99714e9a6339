package io.connwarden.actuator.wiring;

import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.fault.FaultSource;
import io.connwarden.actuator.fault.ObservedFault;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The consumers that cannot store a batch, may not read, or are in one batch for too long, as one fault. */
record ConsumerFaults(Supplier<List<ConsumerProgress>> consumers) implements FaultSource {
    private static final Duration MAX_BATCH_TIME = Duration.ofSeconds(30);

    @Override
    public List<ObservedFault> observe() {
        String stopped = consumers.get().stream()
                .flatMap(consumer -> describe(consumer).stream())
                .collect(Collectors.joining(", "));
        return stopped.isEmpty()
                ? List.of()
                : List.of(ObservedFault.ofConnwarden(FaultKind.CONSUMER_NOT_ADVANCING, stopped));
    }

    private static Optional<String> describe(ConsumerProgress consumer) {
        Optional<String> failing = consumer.failing()
                .map(time -> "consumer " + consumer.name() + " has failed for " + Formats.duration(time) + ": "
                        + consumer.cause());
        return failing.or(() -> consumer.busy()
                .filter(time -> time.compareTo(MAX_BATCH_TIME) > 0)
                .map(time -> "consumer " + consumer.name() + " has been in one batch for " + Formats.duration(time)));
    }
}
