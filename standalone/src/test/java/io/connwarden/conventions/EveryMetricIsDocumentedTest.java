package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the table of {@code docs/metrics.md} with the meters in the code, in both directions. */
class EveryMetricIsDocumentedTest {
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(connwarden\\.[a-z.]+)` \\| (timer|counter|gauge) \\| (seconds|ratio|bytes)? ?\\|",
            Pattern.MULTILINE);
    private static final Pattern NAME =
            Pattern.compile("\"(connwarden\\.(?:monitor|actuator|client|doctor)\\.[a-z.]+)\"");
    private static final Map<String, String> MODULE_PREFIXES = Map.of(
            "monitor-service", "connwarden.monitor.",
            "actuator-service", "connwarden.actuator.",
            "client", "connwarden.client.",
            "doctor", "connwarden.doctor.");

    @Test
    void the_table_and_the_code_contain_the_same_metrics() {
        Map<String, String> documented = documented();
        assertThat(documented).hasSizeGreaterThan(25);
        assertThat(documented.keySet()).isEqualTo(registered().keySet());
    }

    @Test
    void every_metric_has_the_prefix_of_its_module() {
        registered()
                .forEach((name, module) -> assertThat(name)
                        .as("metric in module %s", module)
                        .startsWith(MODULE_PREFIXES.getOrDefault(module, "no module prefix")));
    }

    @Test
    void timers_are_in_seconds_and_counters_have_no_unit_of_their_own() {
        ROW.matcher(table()).results().forEach(row -> {
            if (row.group(2).equals("timer")) {
                assertThat(row.group(3)).as(row.group(1)).isEqualTo("seconds");
            } else if (row.group(2).equals("counter")) {
                assertThat(row.group(3)).as(row.group(1)).isNull();
            }
        });
    }

    /** Returns the type of each metric in the table. */
    private static Map<String, String> documented() {
        Map<String, String> types = new TreeMap<>();
        ROW.matcher(table()).results().forEach(row -> types.put(row.group(1), row.group(2)));
        return types;
    }

    /** Returns the module of each metric that a class with Micrometer names. */
    private static Map<String, String> registered() {
        Map<String, String> modules = new TreeMap<>();
        for (String module : MODULE_PREFIXES.keySet()) {
            for (Path source : ProjectFiles.mainSources(module)) {
                String text = ProjectFiles.text(source);
                if (text.contains("import io.micrometer.")) {
                    NAME.matcher(text)
                            .results()
                            .map((MatchResult match) -> match.group(1))
                            .forEach(name -> modules.put(name, module));
                }
            }
        }
        return modules;
    }

    private static String table() {
        return ProjectFiles.text(ProjectFiles.root().resolve("docs/metrics.md"));
    }
}
