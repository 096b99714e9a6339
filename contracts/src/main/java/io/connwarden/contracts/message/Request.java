package io.connwarden.contracts.message;

import java.util.List;

/** The action of a command together with exactly the parameters that action has. */
public sealed interface Request {

    Action action();

    record Monitor() implements Request {
        @Override
        public Action action() {
            return Action.MONITOR;
        }
    }

    record HealthCheck() implements Request {
        @Override
        public Action action() {
            return Action.HEALTH;
        }
    }

    record Status() implements Request {
        @Override
        public Action action() {
            return Action.STATUS;
        }
    }

    /**
     * End sessions that have been idle for long.
     *
     * @param idleThresholdMinutes sessions idle for at least this long are candidates; above 0,
     *     at most 525600 (one year), fractions allowed
     * @param maxTerminations 1 to 1000
     */
    record Cleanup(double idleThresholdMinutes, int maxTerminations) implements Request {
        public static final double DEFAULT_IDLE_THRESHOLD_MINUTES = 15;
        public static final int DEFAULT_MAX_TERMINATIONS = 10;
        private static final int MAX_IDLE_THRESHOLD_MINUTES = 525_600;

        public Cleanup {
            if (!(idleThresholdMinutes > 0) || idleThresholdMinutes > MAX_IDLE_THRESHOLD_MINUTES) {
                throw new IllegalArgumentException("idleThresholdMinutes must be above 0 and at most "
                        + MAX_IDLE_THRESHOLD_MINUTES + ", was " + idleThresholdMinutes);
            }
            if (maxTerminations < 1 || maxTerminations > 1000) {
                throw new IllegalArgumentException("maxTerminations must be 1 to 1000, was " + maxTerminations);
            }
        }

        @Override
        public Action action() {
            return Action.CLEANUP;
        }
    }

    record Emergency() implements Request {
        @Override
        public Action action() {
            return Action.EMERGENCY;
        }
    }

    record Auto() implements Request {
        @Override
        public Action action() {
            return Action.AUTO;
        }
    }

    /**
     * End the sessions named.
     *
     * @param sessions 1 to 1000 sessions to end
     */
    record Terminate(List<SessionId> sessions) implements Request {
        public Terminate {
            sessions = checkSessions(sessions);
        }

        @Override
        public Action action() {
            return Action.TERMINATE;
        }
    }

    /**
     * Cancel the running query of the sessions named.
     *
     * @param sessions 1 to 1000 sessions whose running query to cancel
     */
    record Cancel(List<SessionId> sessions) implements Request {
        public Cancel {
            sessions = checkSessions(sessions);
        }

        @Override
        public Action action() {
            return Action.CANCEL;
        }
    }

    /** Automatic and requested actions on the target stop until {@link Resume}. */
    record Pause() implements Request {
        @Override
        public Action action() {
            return Action.PAUSE;
        }
    }

    record Resume() implements Request {
        @Override
        public Action action() {
            return Action.RESUME;
        }
    }

    private static List<SessionId> checkSessions(List<SessionId> sessions) {
        if (sessions.isEmpty() || sessions.size() > 1000) {
            throw new IllegalArgumentException("sessions must name 1 to 1000 sessions, was " + sessions.size());
        }
        return List.copyOf(sessions);
    }
}
