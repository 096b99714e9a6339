package io.connwarden.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ConfigurationReaderTest {
    record Own(
            @DefaultValue("30s") Duration interval,
            @DefaultValue("3") int count,
            Mode mode) {
        enum Mode {
            FAST,
            SLOW
        }

        Own {
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1, was " + count);
            }
        }
    }

    private static final KnownKeys OWN = KnownKeys.none()
            .withRecord("connwarden.own", Own.class)
            .withBlock("connwarden.policy")
            .withBlock("connwarden.targets[].policy");

    private final Map<String, Object> file = new LinkedHashMap<>();
    private final Map<String, Object> variables = new LinkedHashMap<>();

    @Test
    void a_setting_left_out_has_its_default() {
        assertThat(reader().block("connwarden.own", Own.class)).isEqualTo(new Own(Duration.ofSeconds(30), 3, null));
        assertThat(reader().thresholds()).isEqualTo(Thresholds.defaults());
        assertThat(reader().targets()).isEmpty();
        assertThat(reader().topics()).isEqualTo(TopicSettings.defaults());
    }

    @Test
    void a_target_is_read_with_all_its_settings() {
        target(0, "orders-db");
        file.put("connwarden.targets[0].password-file", "/run/secrets/orders");
        file.put("connwarden.targets[0].labels.team", "orders");
        file.put("connwarden.targets[0].labels[cost.center]", "7");
        file.put("connwarden.targets[0].reserve-user", "rescuer");
        file.put("connwarden.targets[0].policy.dry-run", "true");
        TargetSettings target = reader().targets().get(0);
        assertThat(target.credentials().passwordFile()).isEqualTo("/run/secrets/orders");
        assertThat(target.labels()).isEqualTo(Map.of("team", "orders", "cost.center", "7"));
        assertThat(target.reserveCredentials()).isEqualTo(new Credentials("rescuer", null, null));
    }

    @Test
    void a_reserve_password_without_a_reserve_user_is_rejected() {
        target(0, "orders-db");
        file.put("connwarden.targets[0].reserve-password", "s3cret");
        assertThatThrownBy(() -> reader().targets())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("reserve-user is missing")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void thresholds_of_a_target_override_the_common_ones_and_those_the_defaults() {
        target(0, "orders-db");
        file.put("connwarden.thresholds.zombie", "3s");
        file.put("connwarden.thresholds.long-idle", "2s");
        file.put("connwarden.targets[0].thresholds.zombie", "1s");
        Thresholds thresholds = reader().targets().get(0).thresholds();
        assertThat(thresholds.zombie()).isEqualTo(Duration.ofSeconds(1));
        assertThat(thresholds.longIdle()).isEqualTo(Duration.ofSeconds(2));
        assertThat(thresholds.stuckTransaction())
                .isEqualTo(Thresholds.defaults().stuckTransaction());
    }

    @Test
    void a_block_without_a_key_has_the_value_of_its_base() {
        file.put("connwarden.thresholds.zombie", "3s");
        Thresholds base = Thresholds.defaults();
        Thresholds block = reader().block("connwarden.thresholds", Thresholds.class, base);
        assertThat(block.zombie()).isEqualTo(Duration.ofSeconds(3));
        assertThat(RecordProperties.of("t", block))
                .containsEntry("t.zombie", Duration.ofSeconds(3))
                .containsEntry("t.min-visibility", base.minVisibility())
                .hasSize(10);
    }

    @Test
    void targets_can_be_given_by_environment_variables() {
        variables.put("CONNWARDEN_TARGETS_0_ID", "orders-db");
        variables.put("CONNWARDEN_TARGETS_0_URL", "jdbc:postgresql://db/orders");
        variables.put("CONNWARDEN_TARGETS_0_USER", "monitor");
        variables.put("CONNWARDEN_TARGETS_0_PASSWORDFILE", "/run/secrets/orders");
        assertThat(reader().targets())
                .singleElement()
                .extracting(target -> target.credentials().passwordFile())
                .isEqualTo("/run/secrets/orders");
    }

    @Test
    void two_targets_with_the_same_id_are_rejected() {
        target(0, "orders-db");
        target(1, "orders-db");
        assertRejected(
                () -> reader().targets(),
                "connwarden.targets[1].id: 'orders-db' is already the id of connwarden.targets[0]; give each target its own id");
    }

    @Test
    void the_id_of_alerts_about_connwarden_itself_is_rejected() {
        target(0, "connwarden");
        assertRejected(
                () -> reader().targets(),
                "connwarden.targets[0].id must not be 'connwarden': alerts about Connwarden itself have this id; choose another id");
    }

    @Test
    void a_target_without_url_is_rejected_with_its_index() {
        file.put("connwarden.targets[0].id", "orders-db");
        assertThatThrownBy(() -> reader().targets())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(
                        "connwarden.targets[0]: target orders-db: url is missing: set it to jdbc:postgresql:");
    }

    @Test
    void a_value_that_is_no_duration_is_rejected_with_an_example() {
        file.put("connwarden.own.interval", "5 parsecs");
        assertRejected(
                () -> reader().block("connwarden.own", Own.class),
                "connwarden.own.interval: the value '5 parsecs' is not allowed:"
                        + " write a duration with its unit, such as 500ms, 30s or 5m.");
    }

    @Test
    void a_duration_without_a_unit_is_rejected_also_as_a_number() {
        for (Object value : List.of("10", 10, "-3")) {
            file.put("connwarden.own.interval", value);
            assertRejected(
                    () -> reader().block("connwarden.own", Own.class),
                    "connwarden.own.interval: the value '" + value + "' is not allowed: write a duration with its unit,"
                            + " such as 500ms, 30s or 5m.");
        }
        file.put("connwarden.own.interval", 0);
        assertThat(reader().block("connwarden.own", Own.class).interval()).isZero();
    }

    @Test
    void an_unknown_enum_value_is_rejected_with_the_allowed_values() {
        file.put("connwarden.own.mode", "quick");
        assertRejected(
                () -> reader().block("connwarden.own", Own.class),
                "connwarden.own.mode: the value 'quick' is not allowed: write FAST or SLOW.");
    }

    @Test
    void a_value_rejected_by_the_record_is_reported_with_its_message() {
        file.put("connwarden.own.count", "0");
        assertRejected(
                () -> reader().block("connwarden.own", Own.class), "connwarden.own.count must be at least 1, was 0");
    }

    @Test
    void contradicting_thresholds_are_rejected_with_the_key_of_their_target() {
        target(0, "orders-db");
        file.put("connwarden.targets[0].thresholds.critical-slot-utilization", "50");
        assertThatThrownBy(() -> reader().targets())
                .hasMessageStartingWith("connwarden.targets[0].thresholds.warning-slot-utilization must be at most");
    }

    @Test
    void a_gap_in_the_list_of_targets_is_rejected() {
        target(0, "orders-db");
        target(2, "users-db");
        assertThatThrownBy(() -> reader().targets())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("connwarden.targets[2]");
    }

    @Test
    void a_misspelt_key_in_a_file_is_rejected_with_the_nearest_known_key() {
        file.put("connwarden.tresholds.zombie", "3s");
        assertThatThrownBy(() -> reader().rejectUnknownKeys(OWN))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("Unknown configuration key 'connwarden.tresholds.zombie':"
                        + " did you mean 'connwarden.thresholds.zombie'? (a file)");
    }

    @Test
    void a_block_of_a_file_without_the_prefix_is_rejected() {
        file.put("thresholds.zombie", "3s");
        assertThatThrownBy(() -> reader().rejectUnknownKeys(OWN))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("Unknown configuration key 'thresholds.zombie': did you mean"
                        + " 'connwarden.thresholds.zombie'? (a file)");
    }

    @Test
    void all_misspelt_keys_are_reported_together() {
        file.put("connwarden.tresholds.zombie", "3s");
        file.put("connwarden.own.intervall", "3s");
        assertThatThrownBy(() -> reader().rejectUnknownKeys(OWN)).hasMessageContainingAll("tresholds", "intervall");
    }

    @Test
    void known_keys_and_the_blocks_of_the_other_service_are_accepted() {
        target(0, "orders-db");
        file.put("connwarden.targets[0].policy.budget", "1");
        file.put("connwarden.targets[0].thresholds.zombie", "1s");
        file.put("connwarden.targets[0].labels.team", "x");
        file.put("connwarden.policy.anything.at.all", "1");
        file.put("connwarden.topics.prefix", "x.");
        file.put("spring.kafka.bootstrap-servers", "x");
        assertThatCode(() -> reader().rejectUnknownKeys(OWN)).doesNotThrowAnyException();
    }

    @Test
    void a_foreign_environment_variable_does_not_stop_the_start() {
        variables.put("CONNWARDEN_SERVICE_HOST", "10.0.0.1");
        assertThatCode(() -> reader().rejectUnknownKeys(OWN)).doesNotThrowAnyException();
    }

    @Test
    void only_environment_variables_without_a_known_key_are_reported() {
        KnownKeys known = OWN.withRecord("connwarden.targets[]", TargetProperties.class);
        assertThat(known.unknownEnvironmentVariables(List.of(
                        "CONNWARDEN_OWN_INTERVAL",
                        "CONNWARDEN_TARGETS_12_PASSWORDFILE",
                        "CONNWARDEN_TARGETS_0_PASSWORD_FILE",
                        "CONNWARDEN_POLICY_ANY",
                        "CONNWARDEN_TARGETS_0_PASWORD",
                        "PATH")))
                .containsExactly("CONNWARDEN_TARGETS_0_PASWORD");
    }

    private void target(int index, String id) {
        file.put("connwarden.targets[" + index + "].id", id);
        file.put("connwarden.targets[" + index + "].url", "jdbc:postgresql://db/" + id);
        file.put("connwarden.targets[" + index + "].user", "monitor");
    }

    private ConfigurationReader reader() {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addFirst(new MapPropertySource("a file", file));
        return new ConfigurationReader(environment);
    }

    private static void assertRejected(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(message);
    }
}
