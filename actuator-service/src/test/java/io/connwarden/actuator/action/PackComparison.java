package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.contracts.SignalKind;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The sessions of a decision, and those in the details of an action of the SQL pack, in their order. */
final class PackComparison {
    private PackComparison() {}

    /** Returns the pids of the victims that receive the signal. */
    static List<Integer> victims(Decision decision, SignalKind signal) {
        return decision instanceof Decision.Act act
                ? act.victims().stream()
                        .filter(victim -> victim.signal() == signal)
                        .map(victim -> victim.session().pid())
                        .toList()
                : List.of();
    }

    /** Returns the pids of the sessions of an action. */
    static List<Integer> pidsOf(JsonNode details) {
        return pids(details.get("sessions"));
    }

    /** Returns the pids of a list of sessions. */
    static List<Integer> pids(JsonNode sessions) {
        return sessions.values().stream().map(each -> each.get("pid").asInt()).toList();
    }
}
