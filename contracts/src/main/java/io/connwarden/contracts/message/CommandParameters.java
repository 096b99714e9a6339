package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.util.List;

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

    /**
     * The parameters of a command that terminates the named sessions.
     *
     * @param sessions 1 to 1000 sessions
     */
    record Terminate(List<SessionId> sessions) implements CommandParameters {
        public Terminate {
            sessions = checkSessions(sessions);
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
     */
    record Cancel(List<SessionId> sessions) implements CommandParameters {
        public Cancel {
            sessions = checkSessions(sessions);
        }

        @Override
        public Action action() {
            return Action.CANCEL;
        }
    }

    /** The parameters of a command that stops automatic and requested actions on the target until {@link Resume}. */
    record Pause() implements CommandParameters {
        @Override
        public Action action() {
            return Action.PAUSE;
        }
    }

    record Resume() implements CommandParameters {
        @Override
        public Action action() {
            return Action.RESUME;
        }
    }

    private static List<SessionId> checkSessions(List<SessionId> sessions) {
        if (sessions.isEmpty() || sessions.size() > 1000) {
            throw new IllegalArgumentException("sessions must have 1 to 1000 elements, had " + sessions.size());
        }
        return List.copyOf(sessions);
    }
}
