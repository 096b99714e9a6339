package io.connwarden.actuator.fault;

import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.message.Alert;
import io.connwarden.runtime.OutageLog;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines and the metrics of faults: one warning at the start of each, one line at its end. Not thread-safe. */
final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

    private final ActuatorMetrics metrics;
    private final Map<Key, OutageLog> current = new HashMap<>();

    FaultLog(ActuatorMetrics metrics) {
        this.metrics = metrics;
    }

    private record Key(String target, FaultKind kind) {}

    /** Records all faults that exist now. */
    void update(Collection<ObservedFault> faults) {
        Set<Key> ended = new HashSet<>(current.keySet());
        for (ObservedFault fault : faults) {
            Key key = new Key(fault.target(), fault.kind());
            ended.remove(key);
            start(key, fault.detail());
        }
        ended.forEach(this::end);
    }

    private void start(Key key, String detail) {
        OutageLog outage = current.computeIfAbsent(key, FaultLog::outageLog);
        metrics.recordFaultStart(key.target(), key.kind().alertName());
        outage.recordFailure(detail);
    }

    private void end(Key key) {
        OutageLog outage = current.remove(key);
        metrics.recordFaultEnd(key.target(), key.kind().alertName());
        if (outage != null) {
            outage.recordSuccess();
        }
    }

    private static OutageLog outageLog(Key key) {
        String subject = key.target().equals(Alert.CONNWARDEN) ? "Connwarden" : "Target " + key.target();
        return new OutageLog(
                LOG,
                subject + ": " + key.kind().effect() + "; its alert is "
                        + key.kind().alertName(),
                subject + ": " + key.kind().recovery());
    }
}
