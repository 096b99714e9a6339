package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The statements about the {@code CONNECTION LIMIT} of roles and databases. */
final class LimitRequirements {
    private static final double HIGH = 80;
    private static final double CRITICAL = 90;
    private static final double RELIEVED = 75;

    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "An action within a limit selects idle sessions of one full role or database, no more than the"
                            + " limit needs.",
                    judged -> isWithinLimit(judged) ? judged.selected() : Stream.of(),
                    (judged, session) -> limits(judged).anyMatch(limit -> isAllowedFor(judged, limit))),
            new Requirement(
                    "A limit above 80 % is relieved by its old idle sessions, and only R1 comes before.",
                    judged -> dueLimits(judged)
                            .flatMap(limit -> judged.sessionsThat(
                                    session -> isUnderLimit(session, limit) && isDispensable(judged, session))),
                    (judged, session) -> isRelievedOrEmergency(judged)),
            new Requirement(
                    "A limit above 90 % with an idle session that only a soft guard spares is never untouchable.",
                    judged -> dueLimits(judged)
                            .filter(limit -> limit.utilizationPercentage() > CRITICAL)
                            .flatMap(limit -> judged.sessionsThat(session -> isUnderLimit(session, limit)
                                    && SurvivorRequirements.isLastResort(judged, session)
                                    && SurvivorRequirements.maxOfLastStep(judged) > 0)),
                    (judged, session) -> isRelievedOrEmergency(judged)),
            new Requirement(
                    "The reason of an action within a limit names the role or database.",
                    judged -> isWithinLimit(judged) ? judged.selected() : Stream.of(),
                    (judged, session) -> limits(judged)
                            .filter(limit -> isUnderLimit(session, limit))
                            .anyMatch(limit -> judged.decision().reason().contains("'" + limit.name() + "'"))));

    private LimitRequirements() {}

    static boolean hasHighLimit(JudgedDecision judged) {
        return limits(judged).findAny().isPresent();
    }

    /** Returns true for a session of a critical limit that is idle for the time of the next step of R1. */
    static boolean isWithinFullLimit(JudgedDecision judged, Session session) {
        return judged.facts().isIdleFor(session, SurvivorRequirements.idleTimeOfLastStep(judged))
                && limits(judged)
                        .anyMatch(limit -> limit.utilizationPercentage() > CRITICAL && isUnderLimit(session, limit));
    }

    private static Stream<ConnectionLimit> limits(JudgedDecision judged) {
        return judged.situation().connectionLimits().stream().filter(limit -> limit.utilizationPercentage() > HIGH);
    }

    /** Returns true if R3 acted, and names a limit or has no condition for the whole server. */
    static boolean isWithinLimit(JudgedDecision judged) {
        return judged.isDecidedBy(RuleId.R3)
                && (judged.decision().reason().contains("CONNECTION LIMIT")
                        || (judged.situation().status() != HealthStatus.WARNING
                                && judged.facts().slots() <= HIGH));
    }

    /** Returns true for a session of the role or database that the reason of the decision names. */
    static boolean isUnderNamedLimit(JudgedDecision judged, Session session) {
        return limits(judged)
                .filter(limit -> judged.decision().reason().contains("'" + limit.name() + "'"))
                .anyMatch(limit -> isUnderLimit(session, limit));
    }

    /** Returns the limits that R3 must relieve now. It may not wait for the effect of R1 or R2. */
    private static Stream<ConnectionLimit> dueLimits(JudgedDecision judged) {
        boolean canAct = judged.isRuleChain()
                && !judged.isCoolingDown(RuleId.R3)
                && judged.policy().gentleCleanup().maxTerminations() > 0
                && judged.facts().terminationsLeft() > 0;
        return limits(judged).filter(limit -> canAct && needOf(limit) > 0);
    }

    private static boolean isRelievedOrEmergency(JudgedDecision judged) {
        return judged.isDecidedBy(RuleId.R1)
                || (judged.isDecidedBy(RuleId.R3) && limits(judged).anyMatch(limit -> isAllowedFor(judged, limit)));
    }

    private static boolean isAllowedFor(JudgedDecision judged, ConnectionLimit limit) {
        boolean isCritical = limit.utilizationPercentage() > CRITICAL;
        Duration idle = isCritical
                ? SurvivorRequirements.idleTimeOfLastStep(judged)
                : judged.policy().gentleCleanup().idleFor();
        int max = isCritical
                ? maxWithinFullLimit(judged)
                : judged.policy().gentleCleanup().maxTerminations();
        return judged.victims().size() <= Math.min(max, needOf(limit))
                && judged.selected()
                        .allMatch(session ->
                                isUnderLimit(session, limit) && judged.facts().isIdleFor(session, idle));
    }

    static int maxWithinFullLimit(JudgedDecision judged) {
        return Math.max(judged.policy().emergency().maxIdleTerminations(), SurvivorRequirements.maxOfLastStep(judged));
    }

    private static int needOf(ConnectionLimit limit) {
        double kept = limit.utilizationPercentage() > CRITICAL ? RELIEVED : HIGH;
        return limit.sessions() - (int) (limit.limit() * kept / 100);
    }

    static boolean isUnderLimit(Session session, ConnectionLimit limit) {
        String name = limit.scope() == Scope.ROLE
                ? session.client().user()
                : session.client().database();
        return limit.name().equals(name);
    }

    /** Returns true for an idle session that R3 may end now, and that is no survivor of its application. */
    private static boolean isDispensable(JudgedDecision judged, Session session) {
        return judged.facts().isIdleFor(session, judged.policy().gentleCleanup().idleFor())
                && !judged.facts().isProtected(session)
                && judged.facts().failedBefore(session).isEmpty()
                && !judged.facts().isRefilled(session)
                && judged.sessionsThat(other -> isWarmerInSamePool(judged, other, session))
                                .count()
                        >= judged.policy().survivorsPerApplication();
    }

    private static boolean isWarmerInSamePool(JudgedDecision judged, Session other, Session session) {
        return judged.facts().isIdle(other)
                && !judged.facts().isProtected(other)
                && Objects.equals(other.client(), session.client())
                && judged.facts()
                                .age(other.activity().stateChange())
                                .compareTo(judged.facts().age(session.activity().stateChange()))
                        < 0;
    }
}
