package io.connwarden.actuator.fault;

import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.TargetReach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The targets that this process cannot reach, and those that are paused by its configuration. */
public final class TargetFaults implements FaultSource {
    private final Targets targets;
    private final EmergencyConnections connections;
    private final TargetReach reach;

    public TargetFaults(Targets targets, EmergencyConnections connections, TargetReach reach) {
        this.targets = targets;
        this.connections = connections;
        this.reach = reach;
    }

    @Override
    public List<ObservedFault> observe() {
        List<ObservedFault> faults = new ArrayList<>();
        for (TargetConfiguration target : targets.all()) {
            unreachable(target.id())
                    .ifPresent(cause -> faults.add(
                            new ObservedFault(target.id(), FaultKind.TARGET_UNREACHABLE_BY_ACTUATOR, cause)));
            if (target.policy().paused()) {
                faults.add(new ObservedFault(target.id(), FaultKind.PAUSED_TOO_LONG, "paused by policy.paused"));
            }
        }
        return faults;
    }

    private Optional<String> unreachable(String target) {
        Optional<String> failure = reach.recentFailure(target);
        return failure.isPresent() || connections.isOpen(target)
                ? failure
                : Optional.of("the session of the actuator is closed and cannot be opened");
    }
}
