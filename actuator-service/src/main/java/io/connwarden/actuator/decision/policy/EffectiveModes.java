package io.connwarden.actuator.decision.policy;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modes of a policy as they apply to rules and sessions, each with its key for a reason. */
public record EffectiveModes(Mode mode, RuleModes modes, List<PolicyOverride> overrides) {

    /** Returns the mode of a rule for one session. */
    public Mode of(RuleId rule, Session session) {
        return overrideOf(rule, session)
                .flatMap(override -> override.modeOf(rule))
                .orElseGet(() -> of(rule));
    }

    /** Returns the mode of a rule for a session without an override. */
    public Mode of(RuleId rule) {
        return modes.of(rule).orElse(mode);
    }

    /** Returns true if the mode of a rule is the given one for some session. */
    public boolean isPossible(RuleId rule, Mode wanted) {
        return of(rule) == wanted
                || overrides.stream()
                        .anyMatch(override ->
                                override.modeOf(rule).filter(wanted::equals).isPresent());
    }

    /** Returns the mode that every rule has for every session, or empty if the modes differ. */
    public Optional<Mode> only() {
        List<Mode> used = Stream.of(Mode.values())
                .filter(mode -> RuleId.withMode().stream().anyMatch(rule -> isPossible(rule, mode)))
                .toList();
        return used.size() == 1 ? Optional.of(used.get(0)) : Optional.empty();
    }

    /**
     * Describes all modes: {@code watch}, or {@code R1 act, R2 watch, R3 watch, R4 act; for users: lim: act}. Overrides
     * without a mode are left out.
     */
    public String summary() {
        List<String> parts = new ArrayList<>();
        parts.add(byRule(rule -> Optional.of(of(rule))));
        for (PolicyOverride override : overrides) {
            String own = byRule(override::modeOf);
            if (!own.isEmpty()) {
                parts.add("for " + override.match().describe() + ": " + own);
            }
        }
        return String.join("; ", parts);
    }

    private static String byRule(Function<RuleId, Optional<Mode>> modeOf) {
        List<RuleId> rules = RuleId.withMode();
        List<Optional<Mode>> modes = rules.stream().map(modeOf).distinct().toList();
        return modes.size() == 1
                ? modes.get(0).map(Mode::toString).orElse("")
                : rules.stream()
                        .flatMap(rule -> modeOf.apply(rule).map(mode -> rule + " " + mode).stream())
                        .collect(Collectors.joining(", "));
    }

    /** Describes the mode of a rule for one session: {@code mode of R3 is watch (policy.mode)}. */
    public String describe(RuleId rule, Session session) {
        return overrideOf(rule, session)
                .map(override -> describe(rule, of(rule, session), override.describe()))
                .orElseGet(() -> describe(rule));
    }

    /** Describes the mode of a rule for a session without an override. */
    public String describe(RuleId rule) {
        String key = modes.of(rule).isPresent() ? "policy.modes." + rule.key() : "policy.mode";
        return describe(rule, of(rule), key);
    }

    private static String describe(RuleId rule, Mode mode, String key) {
        return "mode of " + rule + " is " + mode + " (" + key + ")";
    }

    /** Returns the override of the session, if it has a mode for the rule. */
    private Optional<PolicyOverride> overrideOf(RuleId rule, Session session) {
        return PolicyOverride.firstMatch(overrides, session)
                .filter(override -> override.modeOf(rule).isPresent());
    }
}
