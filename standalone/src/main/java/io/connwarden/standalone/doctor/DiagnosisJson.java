package io.connwarden.standalone.doctor;

import io.connwarden.doctor.Advised;
import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.finding.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A diagnosis for programs. Fields are only ever added. */
final class DiagnosisJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DiagnosisJson() {}

    static String of(Diagnosis diagnosis) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("target", diagnosis.target());
        json.put("role", diagnosis.findings().subject().role());
        json.put("duty", diagnosis.findings().subject().duty().name());
        json.put("verdict", diagnosis.verdict().name());
        json.put("exitCode", diagnosis.verdict().code());
        json.put("provider", diagnosis.findings().provider().name());
        json.put(
                "serverVersion",
                diagnosis.findings().server().value().map(Server::version).orElse(null));
        json.put(
                "standby",
                diagnosis.findings().server().value().map(Server::standby).orElse(null));
        json.put(
                "visibilityPercentage",
                diagnosis.findings().visibility().value().orElse(null));
        json.put("slots", diagnosis.findings().occupancy().value().orElse(null));
        json.put("sessionsByRole", diagnosis.findings().sessions().value().orElse(List.of()));
        json.put("checks", diagnosis.checks().stream().map(DiagnosisJson::check).toList());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static Map<String, Object> check(Advised advised) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", advised.check().name());
        json.put("standing", advised.check().standing().name());
        json.put("reason", advised.check().reason());
        json.put("details", advised.check().details());
        json.put("remedies", advised.remedies());
        return json;
    }
}
