package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.RawRecords.CLEANUP;
import static io.connwarden.contracts.codec.RawRecords.decodeUnreadable;
import static io.connwarden.contracts.codec.RawRecords.event;
import static io.connwarden.contracts.codec.RawRecords.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reason of each rejection is one sentence with field, requirement, actual value and path. */
class UnreadableRecordTest {

    private static String reasonFor(String data) {
        return decodeUnreadable(event(data)).reason();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"idleThresholdMinutes\":-5 | idleThresholdMinutes must be above 0, was -5 at"
                        + " /data/idleThresholdMinutes",
                "\"idleThresholdMinutes\":0 | idleThresholdMinutes must be above 0, was 0 at"
                        + " /data/idleThresholdMinutes",
                "\"idleThresholdMinutes\":525601 | idleThresholdMinutes must be at most 525600, was 525601"
                        + " at /data/idleThresholdMinutes",
                "\"idleThresholdMinutes\":\"15\" | idleThresholdMinutes must be a number, was '15'"
                        + " at /data/idleThresholdMinutes",
                "\"maxTerminations\":0 | maxTerminations must be at least 1, was 0 at /data/maxTerminations",
                "\"maxTerminations\":1001 | maxTerminations must be at most 1000, was 1001 at /data/maxTerminations",
                "\"maxTerminations\":2.5 | maxTerminations must be an integer, was 2.5 at /data/maxTerminations",
                "\"maxTerminations\":true | maxTerminations must be an integer, was true at /data/maxTerminations",
                "\"dryRun\":\"yes\" | dryRun must be a boolean, was 'yes' at /data/dryRun",
                "\"dryRun\":null | dryRun must be a boolean, was null at /data/dryRun",
                "\"sessions\":[] | sessions does not belong to this action, was an array at /data/sessions (and 1"
                        + " more)",
                "\"override\":[\"G5\"] | override does not belong to this action, was an array at /data/override",
                "\"expiresAt\":\"soon\" | expiresAt must be a timestamp such as 2026-03-01T03:00:00Z, was 'soon'"
                        + " at /data/expiresAt",
                "\"expiresAt\":\"2026-02-30T03:00:00Z\" | expiresAt must be a timestamp such as 2026-03-01T03:00:00Z,"
                        + " was '2026-02-30T03:00:00Z' at /data/expiresAt",
                "\"expiresAt\":\"2026-03-01T03:00:00\" | expiresAt must be a timestamp such as 2026-03-01T03:00:00Z,"
                        + " was '2026-03-01T03:00:00' at /data/expiresAt",
            })
    void an_invalid_parameter_is_reported_with_its_value_and_range(String field, String reason) {
        assertThat(reasonFor(with(CLEANUP, field))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"G6\"] | override[0] must be one of G4, G5, was 'G6' at /data/override/0",
                "[\"G5\", \"G1\"] | override[1] must be one of G4, G5, was 'G1' at /data/override/1",
                "\"G5\" | override must be an array, was 'G5' at /data/override"
            })
    void a_guard_that_no_command_overrides_is_reported(String override, String reason) {
        String terminate =
                "{\"action\":\"TERMINATE\",\"target\":\"orders-db\",\"requestedBy\":\"ann\",\"reason\":\"x\","
                        + "\"sessions\":[{\"pid\":7,\"backendStart\":\"2026-03-01T03:00:00Z\"}],\"override\":"
                        + override + "}";
        assertThat(reasonFor(terminate)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "dry_run, dryRun",
        "dryRn, dryRun",
        "idleTresholdMinutes, idleThresholdMinutes",
        "maxTerminatoins, maxTerminations",
        "sesions, sessions",
        "overide, override",
        "dryrun, dryRun",
        "DryRun, dryRun",
        "dry-run, dryRun",
        "idle_threshold, idleThresholdMinutes",
        "idleThreshold, idleThresholdMinutes",
        "max_terminations, maxTerminations",
        "maxTermination, maxTerminations",
        "expires_at, expiresAt",
        "expireAt, expiresAt",
        "Target, target",
        "target_id, target",
        "session, sessions"
    })
    void a_misspelt_parameter_is_rejected_with_a_suggestion(String misspelt, String meant) {
        assertThat(reasonFor(with(CLEANUP, "\"" + misspelt + "\":1")))
                .isEqualTo(misspelt + " is not a known field, did you mean " + meant + "? at /data/" + misspelt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r", "\\u001b", "\\u0085", "\\u2028", "\\u007f"})
    void an_id_or_a_source_with_a_line_break_is_rejected_and_not_repeated(String character) {
        DecodeResult.Unreadable id =
                decodeUnreadable(event(CLEANUP).replace("c-1", "c-1" + character + "2026-03-01 ERROR forged"));
        assertThat(id.reason()).isEqualTo("id must not contain control characters");
        assertThat(id.id()).isNull();
        assertThat(decodeUnreadable(event(CLEANUP).replace("/teams/orders", "/teams" + character))
                        .reason())
                .isEqualTo("source must not contain control characters");
    }

    @Test
    void a_parameter_of_another_action_is_rejected() {
        String pause = CLEANUP.replace("CLEANUP", "PAUSE");

        assertThat(reasonFor(with(pause, "\"maxTerminations\":5")))
                .isEqualTo("maxTerminations does not belong to this action, was 5 at /data/maxTerminations");
    }

    @Test
    void sessions_must_be_named_by_pid_and_start() {
        String terminate = CLEANUP.replace("CLEANUP", "TERMINATE");

        assertThat(reasonFor(terminate)).isEqualTo("sessions is missing in /data");
        assertThat(reasonFor(with(terminate, "\"sessions\":null")))
                .isEqualTo("sessions must be an array, was null at /data/sessions");
        assertThat(reasonFor(with(terminate, "\"sessions\":[]")))
                .isEqualTo("sessions must have at least 1 items, had 0 at /data/sessions");
        assertThat(reasonFor(with(terminate, "\"sessions\":[{\"pid\":7}]")))
                .isEqualTo("backendStart is missing in /data/sessions/0");
        assertThat(reasonFor(with(terminate, "\"sessions\":[{\"pid\":0,\"backendStart\":\"2026-03-01T03:00:00Z\"}]")))
                .isEqualTo("pid must be at least 1, was 0 at /data/sessions/0/pid");
        assertThat(reasonFor(with(terminate, "\"sessions\":[7]")))
                .isEqualTo("sessions[0] must be an object, was 7 at /data/sessions/0");
    }

    @Test
    void each_missing_required_field_is_reported() {
        assertThat(reasonFor("{}")).isEqualTo("action is missing in /data (and 3 more)");
        assertThat(reasonFor(CLEANUP.replace("\"reason\":\"too many\"", "\"x\":1")))
                .isEqualTo("reason is missing in /data");
        assertThat(reasonFor(CLEANUP.replace("\"ann\"", "\" \"")))
                .isEqualTo("requestedBy must not be empty, was ' ' at /data/requestedBy");
    }

    @Test
    void an_unknown_action_is_rejected_with_the_known_actions() {
        assertThat(reasonFor(CLEANUP.replace("CLEANUP", "KILL")))
                .isEqualTo("action must be one of MONITOR, HEALTH, STATUS, CLEANUP, EMERGENCY, AUTO, TERMINATE, CANCEL,"
                        + " PAUSE, RESUME, APPROVE, REJECT, was 'KILL' at /data/action");
    }

    @Test
    void only_pause_and_resume_accept_all_targets() {
        assertThat(reasonFor(CLEANUP.replace("orders-db", "*")))
                .isEqualTo("target must be 1 to 63 letters, digits, '.', '_' or '-', was '*' at /data/target");
        assertThat(RawRecords.command(CLEANUP.replace("CLEANUP", "RESUME").replace("orders-db", "*"))
                        .target())
                .isEqualTo("*");
    }

    @ParameterizedTest
    @CsvSource({"'', orders-db", "orders db, orders-db", "orders-db\\n, orders-db", "größe, orders-db"})
    void a_target_id_with_other_characters_is_rejected(String wrong, String right) {
        assertThat(reasonFor(CLEANUP.replace(right, wrong))).startsWith("target must be 1 to 63 letters, digits");
    }

    @Test
    void large_input_is_truncated_in_the_reason() {
        String giant = "x".repeat(100_000);

        assertThat(reasonFor(CLEANUP.replace("too many", giant)))
                .startsWith("reason must be at most 1024 characters, was 'xxx")
                .contains("(100000 characters)")
                .hasSizeLessThan(300);
        assertThat(reasonFor(CLEANUP.replace("CLEANUP", giant))).hasSizeLessThan(560);
        assertThat(reasonFor("{\"" + giant + "\":\"\\u0000\"}")).hasSizeLessThan(560);
        assertThat(decodeUnreadable(event(CLEANUP).replace("io.connwarden.command.v1", giant))
                        .reason())
                .hasSizeLessThan(560);
    }

    @Test
    void a_missing_or_invalid_attribute_is_reported() {
        String event = event(CLEANUP);

        assertThat(decodeUnreadable(event.replace("\"specversion\"", "\"x\"")).reason())
                .isEqualTo("specversion is missing");
        assertThat(decodeUnreadable(event.replace("\"1.0\"", "\"0.3\"")).reason())
                .isEqualTo("specversion must be 1.0, was '0.3'");
        assertThat(decodeUnreadable(event.replace("\"1.0\"", "1.0")).reason())
                .isEqualTo("specversion must be a string, was a number");
        assertThat(decodeUnreadable(event.replace("\"id\"", "\"x\"")).reason()).isEqualTo("id is missing");
        assertThat(decodeUnreadable(event.replace("\"c-1\"", "\"\"")).reason()).isEqualTo("id must not be empty");
        assertThat(decodeUnreadable(event.replace("c-1", "c".repeat(257))).reason())
                .isEqualTo("id must be at most 256 characters, was 257 characters");
        assertThat(decodeUnreadable(event.replace("\"source\"", "\"x\"")).reason())
                .isEqualTo("source is missing");
        assertThat(decodeUnreadable(event.replace("\"type\"", "\"x\"")).reason())
                .isEqualTo("type is missing");
        assertThat(decodeUnreadable(event.replace("command.v1", "command.v2")).reason())
                .isEqualTo(
                        "type must be one of io.connwarden.health.v1, io.connwarden.sessions.v1, io.connwarden.command.v1,"
                                + " io.connwarden.result.v1, io.connwarden.alert.v1, io.connwarden.look.v1,"
                                + " was 'io.connwarden.command.v2'");
        assertThat(decodeUnreadable(event.replace("2026-03-01T03:00:00Z", "now"))
                        .reason())
                .isEqualTo("time must be a timestamp such as 2026-03-01T03:00:00Z, was 'now'");
        assertThat(decodeUnreadable(event.replace("\"data\"", "\"x\"")).reason())
                .isEqualTo("data is missing");
    }

    @Test
    void a_subject_that_differs_from_the_target_is_rejected() {
        String event = event(CLEANUP).replace("{\"specversion\"", "{\"subject\":\"billing-db\",\"specversion\"");

        assertThat(decodeUnreadable(event).reason())
                .isEqualTo("subject and data must name the same target, were 'billing-db' and 'orders-db'");
    }

    @Test
    void a_value_that_is_not_one_json_object_is_rejected() {
        assertThat(decodeUnreadable("{\"id\":").reason())
                .startsWith("value must be JSON: ")
                .contains("line 1, column");
        assertThat(decodeUnreadable(event(CLEANUP) + " {}").reason()).startsWith("value must be JSON: ");
        assertThat(decodeUnreadable("   ").reason()).isEqualTo("value must be JSON, was empty");
        assertThat(decodeUnreadable("[]").reason())
                .isEqualTo("value must be a JSON object with a CloudEvent, was an array");
        assertThat(decodeUnreadable("/* hello */ {}").reason())
                .isEqualTo("value must be JSON: Unexpected character ('/' (code 47)): maybe a (non-standard) comment?"
                        + " at line 1, column 1");
        assertThat(decodeUnreadable(event("NaN")).reason()).startsWith("value must be JSON: ");
        assertThat(decodeUnreadable(event(with(CLEANUP, "\"reason\":\"again\"")))
                        .reason())
                .startsWith("value must be JSON: ")
                .containsIgnoringCase("duplicate");
        assertThat(decodeUnreadable("[".repeat(500_000)).reason())
                .startsWith("value must be JSON: ")
                .contains("depth");
    }

    @Test
    void json_deeper_than_64_levels_is_rejected() {
        // The event and its data are two of the levels.
        assertThat(RawRecords.command(with(CLEANUP, "\"x\":" + "[".repeat(62) + "]".repeat(62)))
                        .target())
                .isEqualTo("orders-db");
        assertThat(reasonFor(with(CLEANUP, "\"x\":" + "[".repeat(63) + "]".repeat(63))))
                .startsWith("value must be JSON: Document nesting depth (65) exceeds the maximum allowed (64)");
    }

    @Test
    void a_null_an_empty_and_an_oversized_value_are_rejected() {
        Map<String, byte[]> headers = RawRecords.STRUCTURED;

        assertThat(EventCodec.instance().decode(headers, null))
                .isEqualTo(new DecodeResult.Unreadable(
                        "empty value (tombstone): a message cannot be deleted by sending a null value", null, null));
        assertThat(decodeUnreadable("").reason()).isEqualTo("empty value: the record contains no event");
        assertThat(decodeUnreadable(" ".repeat(1024 * 1024 + 1)).reason())
                .isEqualTo("value must be at most 1048576 bytes, was 1048577 bytes");
    }

    @Test
    void text_that_postgresql_cannot_store_is_rejected() {
        assertThat(reasonFor(CLEANUP.replace("too many", "too\\u0000many")))
                .isEqualTo("text must not contain U+0000 or an unpaired surrogate at /data/reason");
        assertThat(reasonFor(CLEANUP.replace("too many", "too\\ud800many")))
                .isEqualTo("text must not contain U+0000 or an unpaired surrogate at /data/reason");
        assertThat(reasonFor(with(CLEANUP, "\"x\\u0000\":1"))).startsWith("a field's name must not contain U+0000");
        assertThat(decodeUnreadable(event(CLEANUP).replace("c-1", "\\ud800")).reason())
                .contains("surrogate");
    }

    @Test
    void a_number_beyond_64_bits_is_rejected() {
        assertThat(reasonFor(with(CLEANUP, "\"idleThresholdMinutes\":1e999999999")))
                .isEqualTo("number is too large at /data/idleThresholdMinutes");
        assertThat(reasonFor(with(CLEANUP, "\"maxTerminations\":1e308")))
                .isEqualTo("number is too large at /data/maxTerminations");
        assertThat(reasonFor(with(CLEANUP, "\"maxTerminations\":9e18")))
                .startsWith("maxTerminations must be at most 1000");
        assertThat(reasonFor(with(CLEANUP, "\"maxTerminations\":" + "9".repeat(99))))
                .startsWith("number is too large");
        assertThat(reasonFor(with(CLEANUP, "\"idleThresholdMinutes\":1e-999999999")))
                .isEqualTo("idleThresholdMinutes must be above 0, was 0.0 at /data/idleThresholdMinutes");
        assertThat(reasonFor(with(CLEANUP, "\"maxTerminations\":" + "9".repeat(100_000))))
                .startsWith("value must be JSON: ");
    }
}
