package io.connwarden.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventType;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A released schema may change only compatibly. Other programs write commands: their schema must not become narrower.
 * Other programs read health, results and alerts, and the log store holds them: their schemas must not become narrower
 * or wider. Any other change needs a new event type.
 */
class SchemaEvolutionTest {

    @ParameterizedTest
    @EnumSource
    void a_released_schema_has_not_changed_incompatibly(EventType type) {
        assertThat(breakingChanges(type, SchemaFiles.present(type))).isEmpty();
    }

    private static List<SchemaDifference> breakingChanges(EventType type, JsonNode present) {
        Predicate<SchemaDifference> hurts =
                type == EventType.COMMAND ? SchemaDifference::breaksWriters : difference -> true;
        return SchemaComparison.compare(SchemaFiles.released(type), present).stream()
                .filter(hurts)
                .toList();
    }

    /** Changes a copy of the present schema and checks that the comparison reports it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COMMAND | /required/- | \"dryRun\" | dryRun was added",
                "COMMAND | /properties/action/enum/0 | absent | MONITOR was removed",
                "COMMAND | /properties/dryRun/type | \"string\" | boolean was removed",
                "COMMAND | /properties/idleThresholdMinutes/type | [\"integer\",\"null\"] | number was removed",
                "COMMAND | /properties/expiresAt | absent | expiresAt was removed",
                "COMMAND | /properties/maxTerminations/maximum | 500 | was 1000, is 500",
                "COMMAND | /properties/maxTerminations/minimum | 2 | was 1, is 2",
                "COMMAND | /properties/maxTerminations/default | 20 | was 10, is 20",
                "COMMAND | /properties/reason/maxLength | 100 | was 1024, is 100",
                "COMMAND | /properties/reason/minLength | 5 | was absent, is 5",
                "COMMAND | /properties/reason/pattern | \"^x\" | was \"\\\\S\", is \"^x\"",
                "COMMAND | /properties/reason/format | \"email\" | was absent, is \"email\"",
                "COMMAND | /properties/sessions/maxItems | 10 | was 1000, is 10",
                "COMMAND | /$defs/sessionId/required/- | \"host\" | host was added",
                "COMMAND | /$defs/sessionId/properties/pid/maximum | 9 | was 2147483647, is 9",
                "COMMAND | /additionalProperties | false | was absent, is false",
                "COMMAND | /patternProperties/^x$ | false | was absent, is false",
                "COMMAND | /allOf/2/then/required/- | \"dryRun\" | dryRun was added",
                "COMMAND | /allOf/0/if/required | absent | \"required\"",
                "COMMAND | /allOf/- | {\"required\":[\"x\"]} | was absent",
                "COMMAND | /allOf/3/if/properties/action/enum/- | \"PAUSE\" | was absent",
                "COMMAND | /allOf/3/else/properties/dryRun | {\"type\":\"null\"} | was absent",
                "HEALTH | /required/0 | absent | target was removed",
                "HEALTH | /properties/status/enum/- | \"DEGRADED\" | DEGRADED was added",
                "HEALTH | /properties/zombieConnections | absent | zombieConnections was removed",
                "HEALTH | /$defs/count/type | \"number\" | number was added",
                "HEALTH | /$defs/count/minimum | absent | was 0, is absent",
                "HEALTH | /dependentRequired/totalConnections/0 | absent | activeConnections was removed",
                "HEALTH | /properties/topApplications/items | {\"type\":\"string\"} | object was removed",
                "RESULT | /$defs/sessionReport/properties/outcome/enum/- | \"KILLED\" | KILLED was added",
                "RESULT | /$defs/targetState/properties/cooldownUntil/additionalProperties/format | absent"
                        + " | was \"date-time\", is absent",
                "ALERT | /properties/endsAt/format | absent | was \"date-time\", is absent",
                "ALERT | /then/required/0 | absent | endsAt was removed",
            })
    void a_planted_incompatible_change_is_detected(EventType type, String place, String value, String expected) {
        ObjectNode planted = SchemaFiles.present(type).deepCopy();
        plant(planted, place, value);

        assertThat(breakingChanges(type, planted))
                .anySatisfy(difference -> assertThat(difference.toString()).contains(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COMMAND | /properties/ticket | {\"type\":\"string\"}",
                "COMMAND | /properties/reason/description | \"Why, in one sentence.\"",
                "COMMAND | /properties/action/enum/- | \"IGNORE\"",
                "COMMAND | /properties/maxTerminations/maximum | 2000",
                "COMMAND | /properties/reason/maxLength | absent",
                "COMMAND | /required/3 | absent",
                "RESULT | /properties/sessionsOmitted | {\"type\":\"integer\"}",
                "HEALTH | /title | \"Well-being\"",
            })
    void a_compatible_change_is_accepted(EventType type, String place, String value) {
        ObjectNode planted = SchemaFiles.present(type).deepCopy();
        plant(planted, place, value);

        assertThat(breakingChanges(type, planted)).isEmpty();
    }

    @Test
    void moving_an_equal_definition_is_accepted() {
        ObjectNode moved = SchemaFiles.present(EventType.COMMAND).deepCopy();
        JsonNode definition = ((ObjectNode) moved.at("/$defs")).remove("sessionId");
        ((ObjectNode) moved.at("/properties/sessions")).set("items", definition);

        assertThat(breakingChanges(EventType.COMMAND, moved)).isEmpty();
    }

    private static void plant(ObjectNode schema, String place, String value) {
        String name = place.substring(place.lastIndexOf('/') + 1);
        JsonNode parent = schema.at(place.substring(0, place.lastIndexOf('/')));
        if (parent instanceof ArrayNode array) {
            if (name.equals("-")) {
                array.add(SchemaFiles.json(value));
            } else {
                array.remove(Integer.parseInt(name));
            }
        } else if (value.equals("absent")) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, SchemaFiles.json(value));
        }
    }
}
