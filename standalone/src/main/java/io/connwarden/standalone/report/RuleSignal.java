package io.connwarden.standalone.report;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.sql.store.DecisionReports.Fates;
import io.connwarden.sql.store.DecisionReports.SessionGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule and the signal that it would have sent. Sessions and queries are counted apart. */
record RuleSignal(String rule, SignalKind kind) {

    /** Returns the groups of a report by rule and signal, in their order. */
    static Map<RuleSignal, List<SessionGroup>> grouped(DecisionReport report) {
        Map<RuleSignal, List<SessionGroup>> groups = new LinkedHashMap<>();
        report.groups()
                .forEach(group -> groups.computeIfAbsent(
                                new RuleSignal(group.rule(), group.kind()), key -> new ArrayList<>())
                        .add(group));
        return groups;
    }

    static Fates sum(List<SessionGroup> groups) {
        return groups.stream().map(SessionGroup::fates).reduce(Fates.NONE, Fates::plus);
    }

    boolean cancels() {
        return kind == SignalKind.CANCEL;
    }

    /** Returns the id of the rule without its name, for a narrow terminal. */
    String shortLabel() {
        return rule + (cancels() ? ", queries" : "");
    }

    /** Returns the rule and its name, and the signal if it is a cancel. */
    String label() {
        return RuleId.describe(rule) + (cancels() ? ", queries" : "");
    }
}
