package io.connwarden.standalone.report;

import io.connwarden.contracts.message.RuleId;
import io.connwarden.standalone.terminal.PrintableText;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a configuration file that a conclusion recommends. A report on one target is evidence for this target
 * only, so its setting belongs to the policy of the target.
 */
final class RecommendedSetting {
    private RecommendedSetting() {}

    /** Returns the setting with which a rule acts. */
    static List<String> act(String rule, @Nullable String target) {
        return target == null
                ? List.of("connwarden.policy.modes." + key(rule) + ": act")
                : policy(target, List.of("modes:", "  " + key(rule) + ": act"));
    }

    /** Returns the setting with which a rule watches the sessions of some applications. */
    static List<String> watch(String rule, List<String> applications, @Nullable String target) {
        List<String> patterns = applications.stream()
                .map(name -> yaml(pattern(name)))
                .distinct()
                .toList();
        return policy(
                target,
                List.of(
                        "overrides:",
                        "  - match:",
                        "      applications: [" + String.join(", ", patterns) + "]",
                        "    modes:",
                        "      " + key(rule) + ": watch"));
    }

    private static List<String> policy(@Nullable String target, List<String> lines) {
        List<String> parents = target == null
                ? List.of("connwarden:", "  policy:")
                : List.of("connwarden:", "  targets:", "    - id: " + yaml(target), "      policy:");
        String indent = " ".repeat(parents.size() * 2);
        return Stream.concat(parents.stream(), lines.stream().map(line -> indent + line))
                .toList();
    }

    private static String key(String rule) {
        return RuleId.valueOf(rule).key();
    }

    /** Returns the pattern of one name. A character that cannot be printed becomes a match of any character. */
    static String pattern(String name) {
        return PrintableText.of(name.replaceAll("[*?\\\\]", "\\\\$0"), Integer.MAX_VALUE);
    }

    private static String yaml(String text) {
        return "'" + PrintableText.of(text, Integer.MAX_VALUE).replace("'", "''") + "'";
    }
}
