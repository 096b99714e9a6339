package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays the store: keeps the watches between signs and remembers what was raised. */
final class AlertPolicyHarness {
    private final AlertPolicy policy;
    private final Map<String, AlertState> watches = new LinkedHashMap<>();
    private final List<RaisedAlert> raised = new ArrayList<>();

    AlertPolicyHarness(AlertLimits limits) {
        policy = AlertPolicy.standard(limits);
    }

    static AlertPolicyHarness standard() {
        return new AlertPolicyHarness(AlertLimits.standard());
    }

    /** Handles the sign just when it happens and answers what it raised, as {@code name state}. */
    List<String> evaluate(AlertSignal sign) {
        return evaluate(sign, sign.at());
    }

    List<String> evaluate(AlertSignal sign, Instant now) {
        AlertChange change = policy.evaluate(sign, watches.values(), Map.of("team", "shop"), now);
        change.updated().forEach(watch -> watches.put(watch.target() + "/" + watch.name(), watch));
        change.deleted().forEach(watch -> watches.remove(watch.target() + "/" + watch.name()));
        raised.addAll(change.raised());
        return change.raised().stream()
                .map(each -> each.alert().name() + " " + each.alert().state())
                .toList();
    }

    Map<String, AlertState> states() {
        return watches;
    }

    List<RaisedAlert> raised() {
        return raised;
    }

    Alert last() {
        return raised.get(raised.size() - 1).alert();
    }
}
