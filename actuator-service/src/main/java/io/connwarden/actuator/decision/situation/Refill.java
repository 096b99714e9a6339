package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An application that has replaced its terminated sessions and has come back to its number of sessions, give or take a
 * tenth, within two minutes. This is a pool of a fixed size: other clients of a full server may have taken some of its
 * slots. A leak grows. An application with more than a tenth above its earlier number is not refilled, nor one that
 * opened more than a tenth within two minutes before the action. Nearly unique application names of one user and
 * database count as one application, because a refilled session has another name.
 *
 * @param first the first action of the last hour after which the application came back
 * @param terminated sessions of the application that all actions of the last hour terminated
 * @param after sessions of the application in the sample
 */
public record Refill(ApplicationRelief first, int terminated, int after) {
    /** With fewer terminated sessions, a reconnect of a single client would count as a refill. */
    private static final int MIN_TERMINATED = 3;
    /** A pool replaces its sessions at once, and a leak opens them one by one. */
    private static final Duration MAX_REFILL_TIME = Duration.ofMinutes(2);

    /** Returns the pools for refills. A name with too few sessions for a refill is small. */
    public static ConnectionPools poolsOf(Collection<Session> sessions) {
        return ConnectionPools.of(sessions, MIN_TERMINATED - 1);
    }

    /** Returns the refills by the name of the pool. */
    public static Map<String, Refill> find(
            List<ApplicationRelief> reliefs, Collection<Session> sessions, Instant serverNow, Instant now) {
        ConnectionPools pools = poolsOf(sessions);
        Map<String, Refill> refills = new TreeMap<>();
        reliefs.stream()
                .collect(Collectors.groupingBy(ApplicationRelief::application))
                .forEach((application, actions) -> {
                    List<Session> current = sessions.stream()
                            .filter(session ->
                                    application.equals(pools.poolOf(session).name()))
                            .toList();
                    actions.stream()
                            .filter(action -> isRefilled(action, current, serverNow, now))
                            .findFirst()
                            .ifPresent(
                                    first -> refills.put(application, new Refill(first, sum(actions), current.size())));
                });
        return refills;
    }

    /** Returns a text for the reason of a spared session. */
    public String describe() {
        return describe(first, after);
    }

    /** Returns a text for an alert on an application that came back after an action. */
    public static String describe(ApplicationRelief action, int after) {
        return ConnectionPools.describe(action.application()) + " came back to " + Formats.count(after, "session")
                + " after " + action.terminated() + " of " + action.before() + " were terminated at "
                + action.actedAt();
    }

    private static boolean isRefilled(ApplicationRelief action, List<Session> current, Instant serverNow, Instant now) {
        Instant actedAt = serverNow.minus(Duration.between(action.actedAt(), now));
        long opened = countOpened(current, actedAt, actedAt.plus(MAX_REFILL_TIME));
        long openedBefore = countOpened(current, actedAt.minus(MAX_REFILL_TIME), actedAt);
        int tolerance = (action.before() + 9) / 10;
        return action.terminated() >= MIN_TERMINATED
                && opened >= Math.max(MIN_TERMINATED, action.terminated() - tolerance)
                && openedBefore <= tolerance
                && Math.abs(current.size() - action.before()) <= tolerance;
    }

    private static long countOpened(List<Session> sessions, Instant after, Instant until) {
        return sessions.stream()
                .map(Session::backendStart)
                .filter(start -> start != null && start.isAfter(after) && !start.isAfter(until))
                .count();
    }

    private static int sum(List<ApplicationRelief> actions) {
        return actions.stream().mapToInt(ApplicationRelief::terminated).sum();
    }
}
