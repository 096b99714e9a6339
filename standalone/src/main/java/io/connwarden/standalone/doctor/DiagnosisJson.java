package io.connwarden.standalone.doctor;

import io.connwarden.doctor.CheckWithRemedies;
import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.finding.Findings.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a diagnosis. Later versions only add fields. */
final class DiagnosisJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DiagnosisJson() {}

    static String of(Diagnosis diagnosis) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("target", diagnosis.target());
        json.put("role", diagnosis.findings().target().role());
        json.put("capability", diagnosis.findings().target().capability().name());
        json.put("readiness", diagnosis.readiness().name());
        json.put("exitCode", diagnosis.readiness().code());
        json.put("provider", diagnosis.findings().provider().name());
        json.put(
                "serverVersion",
                diagnosis
                        .findings()
                        .server()
                        .identity()
                        .value()
                        .map(Server::version)
                        .orElse(null));
        json.put(
                "standby",
                diagnosis
                        .findings()
                        .server()
                        .identity()
                        .value()
                        .map(Server::standby)
                        .orElse(null));
        json.put(
                "visibilityPercentage",
                diagnosis.findings().role().visibility().value().orElse(null));
        json.put("slots", diagnosis.findings().server().slotUsage().value().orElse(null));
        json.put(
                "sessionsByRole",
                diagnosis.findings().role().sessionsByRole().value().orElse(List.of()));
        json.put("checks", diagnosis.checks().stream().map(DiagnosisJson::check).toList());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static Map<String, Object> check(CheckWithRemedies advised) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", advised.result().name());
        json.put("severity", advised.result().severity().name());
        json.put("reason", advised.result().reason());
        json.put("details", advised.result().details());
        json.put("remedies", advised.remedies());
        return json;
    }
}
