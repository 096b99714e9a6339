package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.alerting.AlertLimits;
import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.KnownKeys;
import io.connwarden.configuration.TopicSettings;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.sampling.SamplingIntervals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Compares the tables of {@code docs/configuration.md} with the keys and defaults of the code. */
class EverySettingIsDocumentedTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(connwarden\\.[^`]+)` \\|\\s*(?:`([^`]*)`)?[^|]*\\|", Pattern.MULTILINE);
    /** The row of a name in older scripts: the name, the key, and its value if the name has one. */
    private static final Pattern REPLACEMENT =
            Pattern.compile("^\\| `([a-z][^`]+)` \\| `(connwarden\\.[^`: ]+)(?:: ([^`]+))?`", Pattern.MULTILINE);

    /** The blocks that are documented once for all targets. */
    private static final Set<String> REPEATED =
            Set.of("connwarden.targets[].thresholds.", "connwarden.targets[].policy.");

    private final Map<String, String> documented = documented();

    @Test
    void the_documented_keys_are_exactly_the_keys_that_are_read() {
        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(keysRead());
    }

    @Test
    void the_documented_defaults_are_the_effective_defaults() {
        Map<String, String> written = new HashMap<>();
        documented.forEach((key, value) -> {
            if (value != null) {
                written.put(key, value);
            }
        });
        assertThat(written).hasSizeGreaterThan(40);
        assertThat(effective(written)).isEqualTo(effective(Map.of()));
    }

    @Test
    void the_settings_that_replace_names_of_older_scripts_exist_and_change_the_configuration() {
        List<MatchResult> replacements = REPLACEMENT
                .matcher(ProjectFiles.text(ProjectFiles.root().resolve("docs/configuration.md")))
                .results()
                .toList();
        assertThat(replacements)
                .extracting(row -> row.group(1))
                .contains("zombieThresholdMinutes", "autoCleanupEnabled: true", "autoCleanupEnabled: false");
        replacements.forEach(row -> {
            String key = row.group(2);
            String value = row.group(3);
            assertThat(documented).as(row.group(1)).containsKey(key);
            if (value != null) {
                assertThat(effective(Map.of(key, value))).as(row.group(1)).isNotEqualTo(effective(Map.of()));
            }
        });
    }

    /** Returns the settings of both services, read from a file with these keys and one target. */
    private static List<Object> effective(Map<String, String> keys) {
        Map<String, Object> file = new HashMap<>(keys);
        file.put("connwarden.targets[0].id", "t");
        file.put("connwarden.targets[0].url", "jdbc:postgresql://h/d");
        file.put("connwarden.targets[0].user", "u");
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("a file", file));
        MonitorConfiguration monitor = MonitorConfiguration.read(environment);
        ActuatorConfiguration actuator = ActuatorConfiguration.read(environment);
        TopicSettings topics = monitor.topicSettings();
        Thresholds thresholds = new ConfigurationReader(environment).thresholds();
        SamplingIntervals cadence = monitor.monitor().samplingIntervals();
        Policy policy = actuator.targets().all().iterator().next().policy();
        AlertLimits alerts = actuator.alerting();
        return new ArrayList<>(List.of(
                thresholds,
                cadence,
                monitor.monitor().tripwire(thresholds),
                monitor.monitor().topApplications(),
                monitor.monitor().shutdownFlushTimeout(),
                topics.names(),
                topics.effectivePartitions(),
                topics.effectiveReplicationFactor(),
                policy,
                alerts,
                actuator.actuator()));
    }

    private static Set<String> keysRead() {
        Set<String> keys = new TreeSet<>(MonitorConfiguration.knownKeys().all());
        keys.addAll(ActuatorConfiguration.knownKeys().all());
        keys.addAll(ConfigurationReader.sharedKeys(KnownKeys.none()).all());
        Set<String> leaves = keys.stream()
                .filter(key ->
                        keys.stream().noneMatch(other -> other.startsWith(key + ".") || other.startsWith(key + "[].")))
                .filter(key -> !key.endsWith("[]"))
                .filter(key -> REPEATED.stream().noneMatch(key::startsWith))
                .filter(key -> !key.endsWith(".**") || key.contains("labels"))
                .collect(Collectors.toCollection(TreeSet::new));
        REPEATED.forEach(block -> leaves.add(block + "**"));
        return leaves;
    }

    private static Map<String, String> documented() {
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(ProjectFiles.text(ProjectFiles.root().resolve("docs/configuration.md")))
                .results()
                .forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }
}
