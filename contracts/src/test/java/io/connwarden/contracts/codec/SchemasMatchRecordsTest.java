package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventType;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Look;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.contracts.schema.SchemaFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The schemas are the source of truth. Each record has exactly the fields of its schema. */
class SchemasMatchRecordsTest {

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("objects")
    void a_schema_object_has_the_fields_of_its_record(EventType type, String place, Class<?> record) {
        JsonNode properties = SchemaFiles.present(type).at(place + "/properties");

        assertThat(properties.propertyNames())
                .containsExactlyElementsOf(fieldNames(record).toList());
    }

    /** The counts of a health message are flat in JSON. */
    private static Stream<String> fieldNames(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> component.getType() == Counts.class
                        ? fieldNames(Counts.class)
                        : Stream.of(component.getName()));
    }

    static Stream<Arguments> objects() {
        return Stream.of(
                Arguments.of(EventType.HEALTH, "", Health.class),
                Arguments.of(EventType.HEALTH, "/$defs/applicationUsage", ApplicationUsage.class),
                Arguments.of(EventType.HEALTH, "/$defs/connectionLimit", ConnectionLimit.class),
                Arguments.of(EventType.HEALTH, "/properties/preparedTransactions", PreparedTransactions.class),
                Arguments.of(
                        EventType.HEALTH, "/$defs/preparedTransaction", PreparedTransactions.PreparedTransaction.class),
                Arguments.of(EventType.SESSIONS, "", SessionSnapshotJson.class),
                Arguments.of(EventType.LOOK, "", Look.class),
                Arguments.of(EventType.COMMAND, "", CommandJson.class),
                Arguments.of(EventType.COMMAND, "/$defs/sessionId", NamedSessionJson.class),
                Arguments.of(EventType.RESULT, "", Result.class),
                Arguments.of(EventType.RESULT, "/properties/decision", DecisionReason.class),
                Arguments.of(EventType.RESULT, "/$defs/sessionReport", SessionReport.class),
                Arguments.of(EventType.RESULT, "/$defs/pause", PauseSummary.class),
                Arguments.of(EventType.RESULT, "/$defs/pause/properties/window", PauseWindow.class),
                Arguments.of(EventType.COMMAND, "/properties/window", PauseWindow.class),
                Arguments.of(EventType.RESULT, "/$defs/snapshot", StatusSummary.class),
                Arguments.of(EventType.RESULT, "/$defs/targetState", TargetState.class),
                Arguments.of(EventType.RESULT, "/$defs/plan", PlanSummary.class),
                Arguments.of(EventType.ALERT, "", Alert.class));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("enumerations")
    void a_schema_enumeration_has_the_values_of_its_enum(
            EventType type, String place, Class<? extends Enum<?>> values) {
        List<String> named = new ArrayList<>();
        SchemaFiles.present(type).at(place + "/enum").forEach(value -> named.add(value.stringValue()));

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(values.getEnumConstants()).map(Enum::name).toList());
    }

    static Stream<Arguments> enumerations() {
        return Stream.of(
                Arguments.of(EventType.HEALTH, "/properties/status", HealthStatus.class),
                Arguments.of(EventType.HEALTH, "/properties/serverStatus", HealthStatus.class),
                Arguments.of(EventType.HEALTH, "/$defs/connectionLimit/properties/scope", ConnectionLimit.Scope.class),
                Arguments.of(EventType.COMMAND, "/properties/action", Action.class),
                Arguments.of(EventType.RESULT, "/properties/outcome", CommandOutcome.class),
                Arguments.of(EventType.RESULT, "/properties/effect", Effect.class),
                Arguments.of(EventType.RESULT, "/$defs/status", HealthStatus.class),
                Arguments.of(EventType.RESULT, "/$defs/sessionReport/properties/outcome", SessionOutcome.class),
                Arguments.of(EventType.ALERT, "/properties/state", AlertStatus.class),
                Arguments.of(EventType.ALERT, "/properties/severity", AlertSeverity.class));
    }

    @ParameterizedTest
    @EnumSource
    void every_schema_field_has_a_description(EventType type) {
        SchemaFiles.present(type)
                .get("properties")
                .properties()
                .forEach(field -> assertThat(field.getValue().has("description")
                                || field.getValue().has("enum"))
                        .as("%s.%s has a description", type, field.getKey())
                        .isTrue());
    }

    @Test
    void every_schema_pattern_has_an_error_message() {
        Set<String> patterns = new HashSet<>();
        for (EventType type : EventType.values()) {
            patterns.addAll(SchemaFiles.present(type).findValuesAsString("pattern"));
        }

        assertThat(patterns).isEqualTo(SchemaErrorMessage.PATTERNS.keySet());
    }
}
