package io.connwarden.standalone.doctor;

import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.FindingWithRemedies;
import io.connwarden.doctor.reading.Readings.Server;
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
        json.put("role", diagnosis.readings().target().role());
        json.put("intendedUse", diagnosis.readings().target().intendedUse().name());
        json.put("readiness", diagnosis.readiness().name());
        json.put("exitCode", diagnosis.readiness().code());
        json.put("provider", diagnosis.readings().provider().name());
        json.put(
                "serverVersion",
                diagnosis
                        .readings()
                        .server()
                        .identity()
                        .value()
                        .map(Server::version)
                        .orElse(null));
        json.put(
                "standby",
                diagnosis
                        .readings()
                        .server()
                        .identity()
                        .value()
                        .map(Server::standby)
                        .orElse(null));
        json.put(
                "visibilityPercentage",
                diagnosis.readings().role().visibility().value().orElse(null));
        json.put("slots", diagnosis.readings().server().slotUsage().value().orElse(null));
        json.put(
                "sessionsByRole",
                diagnosis.readings().role().sessionsByRole().value().orElse(List.of()));
        json.put(
                "checks",
                diagnosis.findings().stream().map(DiagnosisJson::check).toList());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static Map<String, Object> check(FindingWithRemedies advised) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", advised.finding().name());
        json.put("severity", advised.finding().severity().name());
        json.put("reason", advised.finding().reason());
        json.put("details", advised.finding().details());
        json.put("remedies", advised.remedies());
        return json;
    }
}
