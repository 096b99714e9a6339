package io.connwarden.actuator.outcome;

import io.connwarden.contracts.message.SessionReport;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The conversion of the reports of spared sessions to and from the JSON that an intent stores. */
public final class SparedSessionsJson {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<SessionReport>> REPORTS = new TypeReference<>() {};

    private SparedSessionsJson() {}

    public static String write(List<SessionReport> reports) {
        return JSON.writeValueAsString(reports);
    }

    public static List<SessionReport> read(String json) {
        return JSON.readValue(json, REPORTS);
    }
}
