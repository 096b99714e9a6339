package io.connwarden.actuator.config;

import static java.util.Objects.requireNonNull;

import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.policy.PolicyOverride;
import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.configuration.RecordProperties;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The reader of a policy over a base: the global policy over the defaults, the policy of a target over the global one.
 * A key replaces the value of the base. These keys are special.
 *
 * <ul>
 *   <li>Patterns of {@code exclude} and {@code listeners} are added to those of the base, so that a target cannot
 *       weaken the protection.
 *   <li>Two dependent ages must not exceed another age. If only the other age is configured, they are lowered to it.
 *   <li>{@code mode} also replaces the modes of single rules in the base.
 *   <li>Elements of {@code overrides} are evaluated before those of the base. A mode in an element of the base can
 *       only restrict a {@code mode} or {@code modes} of the block, so that a target with {@code mode: off} is safe.
 * </ul>
 */
public final class PolicyReader {
    static final String KEY = "connwarden.policy";

    private static final List<String> ATTRIBUTES = List.of("users", "applications", "databases", "client-addresses");

    private final ConfigurationReader reader;

    public PolicyReader(ConfigurationReader reader) {
        this.reader = reader;
    }

    /**
     * Returns the policy of one block.
     *
     * @param key of the block, without a dot at its end
     * @throws InvalidConfigurationException with the whole key of an invalid value
     */
    public Policy read(String key, Policy base) {
        Map<String, Object> defaults = RecordProperties.of(key, base);
        lower(defaults, key + ".emergency.next-step.idle-for", key + ".emergency.idle-for");
        lower(defaults, key + ".stuck-transactions.idle-for", key + ".stuck-transactions.older-than");
        Map<String, Object> overrides = new HashMap<>();
        for (String attribute : ATTRIBUTES) {
            rejectEmpty(key + ".include." + attribute);
            String excluded = key + ".exclude." + attribute;
            reader.list(excluded).ifPresent(own -> overrides.put(excluded, union(defaults, excluded, own)));
        }
        String listeners = key + ".listeners";
        reader.list(listeners).ifPresent(own -> overrides.put(listeners, union(defaults, listeners, own)));
        if (reader.value(key + ".mode", Mode.class).isPresent()) {
            RuleId.withMode().forEach(rule -> defaults.remove(key + ".modes." + rule.key()));
        }
        List<PolicyOverride> ownOverrides = ownOverrides(key + ".overrides");
        Map<RuleId, Mode> ownModes = ownModes(key);
        List<PolicyOverride> inherited = base.overrides().stream()
                .map(override -> override.withoutModesAbove(ownModes))
                .toList();
        overrides.put(
                key + ".overrides",
                Stream.concat(ownOverrides.stream(), inherited.stream()).toList());
        Policy policy = reader.block(key, Policy.class, overrides, defaults);
        checkAges(key, ownOverrides, policy);
        checkInheritedAges(key, inherited, policy);
        return policy;
    }

    /** Returns the modes that the block itself sets, by rule. */
    private Map<RuleId, Mode> ownModes(String key) {
        Optional<Mode> ofEachRule = reader.value(key + ".mode", Mode.class);
        Map<RuleId, Mode> own = new EnumMap<>(RuleId.class);
        for (RuleId rule : RuleId.withMode()) {
            reader.value(key + ".modes." + rule.key(), Mode.class)
                    .or(() -> ofEachRule)
                    .ifPresent(mode -> own.put(rule, mode));
        }
        return own;
    }

    private List<PolicyOverride> ownOverrides(String key) {
        List<PolicyOverride> own = reader.records(key, PolicyOverride.class);
        for (int i = 0; i < own.size(); i++) {
            for (String attribute : ATTRIBUTES) {
                rejectEmpty(key + "[" + i + "].match." + attribute);
            }
        }
        return own;
    }

    private static void checkAges(String key, List<PolicyOverride> overrides, Policy policy) {
        for (int i = 0; i < overrides.size(); i++) {
            PolicyOverride override = overrides.get(i);
            String element = key + ".overrides[" + i + "] (" + override.match().describe() + "): ";
            contradiction(override, policy).ifPresent(message -> {
                throw new InvalidConfigurationException(element + message);
            });
        }
    }

    /** Reports an inherited override under its own key, which is that of the global policy. */
    private static void checkInheritedAges(String key, List<PolicyOverride> overrides, Policy policy) {
        for (int i = 0; i < overrides.size(); i++) {
            PolicyOverride override = overrides.get(i);
            String element = KEY + ".overrides[" + i + "] (" + override.match().describe() + ") contradicts " + key;
            contradiction(override, policy).ifPresent(message -> {
                throw new InvalidConfigurationException(element + ": " + message + "; set this age for the same"
                        + " sessions in " + key + ".overrides");
            });
        }
    }

    /** Returns the error if an age of an override contradicts an age of the policy. */
    private static Optional<String> contradiction(PolicyOverride override, Policy policy) {
        try {
            override.over(policy);
            return Optional.empty();
        } catch (IllegalArgumentException invalid) {
            return Optional.of(requireNonNull(invalid.getMessage()));
        }
    }

    private void lower(Map<String, Object> defaults, String dependent, String limit) {
        Duration inherited = (Duration) defaults.get(dependent);
        reader.value(limit, Duration.class)
                .filter(configured -> inherited != null && isValidAndLower(configured, inherited))
                .ifPresent(configured -> defaults.put(dependent, configured));
    }

    /** Returns true for a valid age below the inherited one. An invalid age is reported under its own key. */
    private static boolean isValidAndLower(Duration configured, Duration inherited) {
        return configured.compareTo(Duration.ZERO) > 0 && configured.compareTo(inherited) < 0;
    }

    /** An empty list could mean every session or no session. */
    private void rejectEmpty(String key) {
        if (reader.list(key).filter(List::isEmpty).isPresent()) {
            throw new InvalidConfigurationException(
                    key + " must contain at least one pattern, was empty; remove the key to include every session");
        }
    }

    private static List<Object> union(Map<String, Object> defaults, String key, List<String> own) {
        Set<Object> union = new LinkedHashSet<>((List<?>) requireNonNull(defaults.get(key)));
        union.addAll(own);
        return List.copyOf(union);
    }
}
