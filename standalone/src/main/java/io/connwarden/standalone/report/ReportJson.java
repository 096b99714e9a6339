package io.connwarden.standalone.report;

import io.connwarden.sql.Seconds;
import io.connwarden.sql.store.DecisionReports.Activity;
import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.sql.store.DecisionReports.Fates;
import io.connwarden.sql.store.DecisionReports.Returned;
import io.connwarden.sql.store.DecisionReports.SessionGroup;
import io.connwarden.standalone.report.ReportConclusions.Conclusion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a report. Later versions only add fields. */
final class ReportJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ReportJson() {}

    static String of(DecisionReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("since", report.since().toString());
        json.put("until", report.until().toString());
        json.put("target", report.target());
        json.put("decisions", report.decisions());
        json.put("rules", rules(report));
        json.put("groups", report.groups().stream().map(ReportJson::group).toList());
        json.put(
                "conclusions",
                ReportConclusions.of(report).stream()
                        .map(ReportJson::conclusion)
                        .toList());
        json.put("realActions", report.actions());
        json.put("services", services(report.activity()));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static List<Map<String, @Nullable Object>> rules(DecisionReport report) {
        return RuleSignal.grouped(report).entrySet().stream()
                .map(each -> {
                    Map<String, @Nullable Object> json = new LinkedHashMap<>();
                    json.put("rule", each.getKey().rule());
                    json.put("signal", each.getKey().kind().name());
                    putFates(json, RuleSignal.sum(each.getValue()));
                    return json;
                })
                .toList();
    }

    private static Map<String, @Nullable Object> group(SessionGroup group) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rule", group.rule());
        json.put("signal", group.kind().name());
        json.put("application", group.application());
        json.put("user", group.user());
        putFates(json, group.fates());
        json.put("longestSeconds", Seconds.of(group.longest()));
        Returned returned = group.returned();
        json.put("medianSeconds", returned == null ? null : Seconds.of(returned.median()));
        json.put("shortestSeconds", returned == null ? null : Seconds.of(returned.shortest()));
        return json;
    }

    private static void putFates(Map<String, @Nullable Object> json, Fates fates) {
        json.put("sessions", fates.sessions());
        json.put("activeAgain", fates.activeAgain());
        json.put("ended", fates.ended());
        json.put("unchanged", fates.unchanged());
        json.put("unknown", fates.unknown());
        json.put("reclaimed", fates.reclaimed());
        json.put("approved", fates.approved());
    }

    private static Map<String, Object> conclusion(Conclusion conclusion) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", conclusion.rule());
        json.put("sentence", conclusion.sentence());
        json.put("advice", conclusion.advice());
        json.put("setting", conclusion.setting());
        return json;
    }

    private static Map<String, @Nullable Object> services(Activity activity) {
        Instant checked = activity.lastCheckedAt();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("lastCheckedAt", checked == null ? null : checked.toString());
        json.put("samples", activity.samples());
        json.put("evaluations", activity.evaluations());
        json.put("lastReason", activity.lastReason());
        return json;
    }
}
