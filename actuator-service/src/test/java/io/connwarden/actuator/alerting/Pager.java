package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays the store: keeps the watches between signs and remembers what was raised. */
final class Pager {
    private final AlertPolicy policy;
    private final Map<String, AlertWatch> watches = new LinkedHashMap<>();
    private final List<RaisedAlert> raised = new ArrayList<>();

    Pager(AlertLimits limits) {
        policy = AlertPolicy.standard(limits);
    }

    static Pager standard() {
        return new Pager(AlertLimits.standard());
    }

    /** Handles the sign just when it happens and answers what it raised, as {@code name state}. */
    List<String> on(Sign sign) {
        return on(sign, sign.at());
    }

    List<String> on(Sign sign, Instant now) {
        AlertChange change = policy.on(sign, watches.values(), Map.of("team", "shop"), now);
        change.kept().forEach(watch -> watches.put(watch.target() + "/" + watch.name(), watch));
        change.ended().forEach(watch -> watches.remove(watch.target() + "/" + watch.name()));
        raised.addAll(change.raised());
        return change.raised().stream()
                .map(each -> each.alert().name() + " " + each.alert().state())
                .toList();
    }

    Map<String, AlertWatch> watches() {
        return watches;
    }

    List<RaisedAlert> raised() {
        return raised;
    }

    Alert last() {
        return raised.get(raised.size() - 1).alert();
    }
}
