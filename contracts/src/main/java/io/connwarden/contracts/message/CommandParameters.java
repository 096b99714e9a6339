package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The action of a command with its parameters. */
public sealed interface CommandParameters {

    Action action();

    record Monitor() implements CommandParameters {
        @Override
        public Action action() {
            return Action.MONITOR;
        }
    }

    record Health() implements CommandParameters {
        @Override
        public Action action() {
            return Action.HEALTH;
        }
    }

    record Status() implements CommandParameters {
        @Override
        public Action action() {
            return Action.STATUS;
        }
    }

    /**
     * The parameters of a command that terminates sessions that have been idle for a long time.
     *
     * @param idleThresholdMinutes minimum idle time of a candidate; above 0, at most 525600 (one year), fractions
     *     allowed
     * @param maxTerminations maximum number of terminations, 1 to 1000
     */
    record Cleanup(double idleThresholdMinutes, int maxTerminations) implements CommandParameters {
        public static final double DEFAULT_IDLE_THRESHOLD_MINUTES = 15;
        public static final int DEFAULT_MAX_TERMINATIONS = 10;
        private static final int MAX_IDLE_THRESHOLD_MINUTES = 525_600;

        public Cleanup {
            Checks.requirePositive("idleThresholdMinutes", idleThresholdMinutes, MAX_IDLE_THRESHOLD_MINUTES);
            Checks.requireInRange("maxTerminations", maxTerminations, 1, 1000);
        }

        @Override
        public Action action() {
            return Action.CLEANUP;
        }
    }

    record Emergency() implements CommandParameters {
        @Override
        public Action action() {
            return Action.EMERGENCY;
        }
    }

    record Auto() implements CommandParameters {
        @Override
        public Action action() {
            return Action.AUTO;
        }
    }

    /** The parameters of a command that names its sessions: TERMINATE and CANCEL. */
    sealed interface Named extends CommandParameters {
        List<SessionId> sessions();

        /** Returns the guards that the command overrides for these sessions, in their order. */
        Set<RuleId> override();

        /** Returns the expectations of the sender; a session without one may do any work. */
        List<SessionExpectation> expected();
    }

    /**
     * The parameters of a command that terminates the named sessions.
     *
     * @param sessions 1 to 1000 sessions
     * @param override the guards to override, G4 or G5; empty for none
     * @param expected the work that the sender saw; empty for none
     */
    record Terminate(List<SessionId> sessions, Set<RuleId> override, List<SessionExpectation> expected)
            implements Named {
        public Terminate {
            sessions = checkSessions(sessions);
            override = checkOverride(override);
            expected = List.copyOf(expected);
        }

        public Terminate(List<SessionId> sessions, Set<RuleId> override) {
            this(sessions, override, List.of());
        }

        public Terminate(List<SessionId> sessions) {
            this(sessions, Set.of());
        }

        @Override
        public Action action() {
            return Action.TERMINATE;
        }
    }

    /**
     * The parameters of a command that cancels the running queries of the named sessions.
     *
     * @param sessions 1 to 1000 sessions
     * @param override the guards to override, G4 or G5; empty for none
     * @param expected the work that the sender saw; empty for none
     */
    record Cancel(List<SessionId> sessions, Set<RuleId> override, List<SessionExpectation> expected) implements Named {
        public Cancel {
            sessions = checkSessions(sessions);
            override = checkOverride(override);
            expected = List.copyOf(expected);
        }

        public Cancel(List<SessionId> sessions, Set<RuleId> override) {
            this(sessions, override, List.of());
        }

        public Cancel(List<SessionId> sessions) {
            this(sessions, Set.of());
        }

        @Override
        public Action action() {
            return Action.CANCEL;
        }
    }

    /**
     * The parameters of a command that stops automatic and requested actions on the target.
     *
     * @param until end of the pause; null until {@link Resume}
     * @param labels restricts a pause of all targets to those with these labels; empty for no restriction
     * @param window restricts the pause to a recurring time; null for no restriction
     */
    record Pause(
            @Nullable Instant until,
            Map<String, String> labels,
            @Nullable PauseWindow window) implements CommandParameters {
        public Pause {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        }

        public Pause(@Nullable Instant until) {
            this(until, Map.of(), null);
        }

        public Pause() {
            this(null);
        }

        /** Returns true for a pause with labels or a window, which RESUME ends by its id. */
        public boolean isRestricted() {
            return !labels.isEmpty() || window != null;
        }

        @Override
        public Action action() {
            return Action.PAUSE;
        }
    }

    /**
     * The parameters of a command that ends a pause.
     *
     * @param pauseId the id of a pause with labels or a window; null for the other pause of the target
     */
    record Resume(@Nullable UUID pauseId) implements CommandParameters {
        public Resume() {
            this(null);
        }

        @Override
        public Action action() {
            return Action.RESUME;
        }
    }

    /** The parameters of a command that decides a plan: APPROVE and REJECT. */
    sealed interface PlanDecision extends CommandParameters {
        UUID planId();
    }

    /** The parameters of a command that releases a plan. Its sessions are judged again before any signal. */
    record Approve(UUID planId) implements PlanDecision {
        public Approve {
            Objects.requireNonNull(planId, "planId");
        }

        @Override
        public Action action() {
            return Action.APPROVE;
        }
    }

    /** The parameters of a command that ends a plan without an action. */
    record Reject(UUID planId) implements PlanDecision {
        public Reject {
            Objects.requireNonNull(planId, "planId");
        }

        @Override
        public Action action() {
            return Action.REJECT;
        }
    }

    /** Returns the guards that a command overrides; empty for a command that names no session. */
    static Set<RuleId> overrideOf(CommandParameters parameters) {
        return parameters instanceof Named named ? named.override() : Set.of();
    }

    private static Set<RuleId> checkOverride(Set<RuleId> override) {
        override.stream().filter(guard -> !guard.isOverridable()).findFirst().ifPresent(guard -> {
            throw new IllegalArgumentException("override must contain G4 and G5 only, had " + guard);
        });
        return Collections.unmodifiableSet(
                override.isEmpty() ? EnumSet.noneOf(RuleId.class) : EnumSet.copyOf(override));
    }

    private static List<SessionId> checkSessions(List<SessionId> sessions) {
        if (sessions.isEmpty() || sessions.size() > 1000) {
            throw new IllegalArgumentException("sessions must have 1 to 1000 elements, had " + sessions.size());
        }
        return List.copyOf(sessions);
    }
}
