package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements about the sessions that an application keeps, and about names that nearly every session has alone. */
final class SurvivorRequirements {
    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "A full server with an idle session that only a soft guard spares is never untouchable.",
                    judged -> canRelieve(judged)
                            ? judged.sessionsThat(session -> isLastResort(judged, session))
                            : Stream.of(),
                    (judged, session) -> !judged.victims().isEmpty()),
            new Requirement(
                    "The step that relaxes the survivors takes the oldest.",
                    judged -> judged.isRelaxed()
                            ? judged.sessionsThat(
                                    session -> isLastResort(judged, session) && isInReach(judged, session))
                            : Stream.of(),
                    (judged, session) -> judged.isSelected(session)
                            || judged.selected().noneMatch(victim -> isYounger(judged, victim, session))),
            new Requirement(
                    "The survivors are relaxed above the critical threshold only, by R1, EMERGENCY or R3 within a"
                            + " limit.",
                    judged -> judged.isRelaxed() ? judged.selected() : Stream.of(),
                    (judged, session) -> judged.isDecidedBy(RuleId.R1)
                            ? judged.facts().isAboveCritical()
                            : judged.isDecidedBy(RuleId.R3) && LimitRequirements.isWithinFullLimit(judged, session)),
            new Requirement(
                    "The reason of a session says that the survivors were relaxed.",
                    judged -> judged.isRelaxed() ? judged.selected() : Stream.of(),
                    (judged, session) ->
                            judged.victim(session).orElseThrow().reason().contains("G6 relaxed")),
            new Requirement(
                    "An application keeps its most recently used idle sessions.",
                    judged -> judged.isByRule() && !judged.isRelaxed()
                            ? judged.selected().filter(judged.facts()::isIdle)
                            : Stream.of(),
                    SurvivorRequirements::leavesSurvivors),
            new Requirement(
                    "Names that differ only in numbers keep no more sessions together than one application.",
                    judged -> judged.sessionsThat(
                            session -> judged.isSparedBy(session, RuleId.G6) && isNearlyUnique(judged, session)),
                    (judged, session) -> judged.sessionsThat(other ->
                                            judged.isSparedBy(other, RuleId.G6) && isSameFamily(other, session))
                                    .count()
                            <= judged.policy().survivorsPerApplication()));

    private static final int MANY_NAMES = 10;
    private static final Map<String, String> FAMILIES = new ConcurrentHashMap<>();
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:[\\p{L}\\p{N}]*\\d[\\p{L}\\p{N}]*|[0-9a-fA-F]{4,})(?![\\p{L}\\p{N}])");

    private SurvivorRequirements() {}

    /** Returns true if R1 may terminate an idle session of a server above the critical threshold now. */
    private static boolean canRelieve(JudgedDecision judged) {
        boolean isEmergency = judged.isAction(Action.EMERGENCY) || judged.isRuleChain();
        return isEmergency
                && judged.step() == 1
                && !judged.isRejected()
                && judged.facts().isAboveCritical()
                && !judged.isCoolingDown(RuleId.R1)
                && judged.facts().terminationsLeft() > 0
                && maxOfLastStep(judged) > 0;
    }

    /** Returns true for a session that the last step of the ladder must reach. */
    static boolean isLastResort(JudgedDecision judged, Session session) {
        SampleFacts facts = judged.facts();
        return facts.isIdleFor(session, idleTimeOfLastStep(judged))
                && !facts.isProtected(session)
                && facts.failedBefore(session).isEmpty()
                && !facts.isRefilled(session)
                && session.id().filter(judged.selectedBefore()::contains).isEmpty();
    }

    /** R1 reaches all sessions, and R3 the sessions of the limit that it names. */
    private static boolean isInReach(JudgedDecision judged, Session session) {
        return judged.isDecidedBy(RuleId.R1) || LimitRequirements.isUnderNamedLimit(judged, session);
    }

    static Duration idleTimeOfLastStep(JudgedDecision judged) {
        return judged.policy().emergency().maxSteps() > 1
                ? judged.policy().emergency().nextStep().idleFor()
                : judged.policy().emergency().idleFor();
    }

    static int maxOfLastStep(JudgedDecision judged) {
        return judged.policy().emergency().maxSteps() > 1
                ? judged.policy().emergency().nextStep().maxIdleTerminations()
                : judged.policy().emergency().maxIdleTerminations();
    }

    /** A victim leaves at least the survivors of its pool, all used at least as recently as itself. */
    private static boolean leavesSurvivors(JudgedDecision judged, Session victim) {
        return leavesSurvivors(judged, victim, other -> nameOf(other).equals(nameOf(victim)))
                || (isSmall(judged, victim) && leavesSurvivors(judged, victim, other -> isSameOwner(other, victim)));
    }

    private static boolean leavesSurvivors(JudgedDecision judged, Session victim, Predicate<Session> samePool) {
        return judged.sessionsThat(other -> judged.facts().isIdle(other)
                                && samePool.test(other)
                                && !judged.isSelected(other)
                                && !isYounger(judged, victim, other))
                        .count()
                >= judged.policy().survivorsPerApplication();
    }

    static boolean isNearlyUnique(JudgedDecision judged, Session session) {
        return isSmall(judged, session)
                && judged.sessionsThat(other -> isSameFamily(other, session)
                                        && !judged.facts().isProtected(other)
                                        && isSmall(judged, other))
                                .map(SurvivorRequirements::nameOf)
                                .collect(Collectors.toSet())
                                .size()
                        > MANY_NAMES;
    }

    /** Returns true if the application keeps all of its sessions. */
    private static boolean isSmall(JudgedDecision judged, Session session) {
        return judged.sessionsThat(other -> nameOf(other).equals(nameOf(session))
                                && isSameOwner(other, session)
                                && !judged.facts().isProtected(other))
                        .count()
                <= judged.policy().survivorsPerApplication();
    }

    private static boolean isSameFamily(Session one, Session other) {
        return isSameOwner(one, other) && familyOf(one).equals(familyOf(other));
    }

    private static boolean isSameOwner(Session one, Session other) {
        return Objects.equals(one.client().user(), other.client().user())
                && Objects.equals(one.client().database(), other.client().database());
    }

    private static String familyOf(Session session) {
        return FAMILIES.computeIfAbsent(
                nameOf(session), name -> NUMBER.matcher(name).replaceAll("#"));
    }

    private static String nameOf(Session session) {
        return Objects.requireNonNullElse(session.client().application(), "");
    }

    private static boolean isYounger(JudgedDecision judged, Session session, Session than) {
        return judged.facts()
                        .age(session.activity().stateChange())
                        .compareTo(judged.facts().age(than.activity().stateChange()))
                < 0;
    }
}
