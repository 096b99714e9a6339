package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An alert policy with an in-memory store, which records all raised alerts. */
final class AlertPolicyHarness {
    private final AlertPolicy policy;
    private final Map<String, AlertProgress> states = new LinkedHashMap<>();
    private final List<RaisedAlert> raised = new ArrayList<>();

    AlertPolicyHarness(AlertLimits limits) {
        policy = AlertPolicy.standard(limits);
    }

    static AlertPolicyHarness standard() {
        return new AlertPolicyHarness(AlertLimits.defaults());
    }

    /** Evaluates an input at its own time and returns the raised alerts, as {@code name status}. */
    List<String> evaluate(AlertInput input) {
        return evaluate(input, input.at());
    }

    List<String> evaluate(AlertInput input, Instant now) {
        AlertChange change = policy.evaluate(input, states.values(), Map.of("team", "shop"), now);
        change.updated().forEach(state -> states.put(state.target() + "/" + state.name(), state));
        change.deleted().forEach(state -> states.remove(state.target() + "/" + state.name()));
        raised.addAll(change.raised());
        return change.raised().stream()
                .map(each -> each.alert().name() + " " + each.alert().state())
                .toList();
    }

    Map<String, AlertProgress> states() {
        return states;
    }

    List<RaisedAlert> raised() {
        return raised;
    }

    Alert last() {
        return raised.get(raised.size() - 1).alert();
    }
}
