package io.connwarden.actuator.fault;

import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.TargetReach;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The targets that this process cannot reach or may not read, and those that are paused by its configuration. */
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
            fault(target.id()).ifPresent(faults::add);
            if (target.policy().paused()) {
                faults.add(new ObservedFault(target.id(), FaultKind.PAUSED_TOO_LONG, "paused by policy.paused"));
            }
        }
        return faults;
    }

    private Optional<ObservedFault> fault(String target) {
        Optional<ConnectFailure> failure = reach.recentFailure(target);
        if (failure.filter(ConnectFailure::isPermanent).isPresent()) {
            return hasPrivileges(target)
                    ? Optional.empty()
                    : failure.map(last -> new ObservedFault(target, FaultKind.PRIVILEGE_MISSING, last.message()));
        }
        return failure.map(ConnectFailure::message)
                .or(() -> closedSession(target))
                .map(cause -> new ObservedFault(target, FaultKind.TARGET_UNREACHABLE_BY_ACTUATOR, cause));
    }

    /** A missing privilege lasts until a GRANT, so the target is asked again. */
    private boolean hasPrivileges(String target) {
        try {
            EmergencyConnection connection = connections.connectionTo(target);
            if (!connection.missingPrivileges().isEmpty()) {
                return false;
            }
            // A view may need a privilege on a function that no statement names.
            var unused = connection.sample();
            reach.onSuccess(target);
            return true;
        } catch (TargetException e) {
            reach.onFailure(target, e.failure());
            return false;
        }
    }

    private Optional<String> closedSession(String target) {
        return connections.isOpen(target)
                ? Optional.empty()
                : Optional.of("the session of the actuator is " + connections.state(target));
    }
}
