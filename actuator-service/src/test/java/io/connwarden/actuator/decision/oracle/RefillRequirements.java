package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The statements about pools that replace their terminated sessions. */
final class RefillRequirements {
    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "R1 to R3 end no idle session of a pool that refills unless the server or its limit is full.",
                    judged -> isAutomatic(judged)
                            ? pool(judged).filter(session -> !judged.facts().isFullFor(session))
                            : Stream.of(),
                    (judged, session) -> !judged.isSelected(session)),
            new Requirement(
                    "A pool that refills was back at its number, give or take a tenth, and opened its sessions within"
                            + " two minutes, and hardly any within two minutes before the action.",
                    judged -> pool(judged).filter(session -> judged.isSparedBy(session, RuleId.G7)),
                    RefillRequirements::isBack),
            new Requirement(
                    "A pool that refills comes after all other candidates.",
                    judged -> isAutomatic(judged) ? pool(judged).filter(judged::isSelected) : Stream.of(),
                    RefillRequirements::isLast),
            new Requirement(
                    "Pools that refill use at most half of the terminations of an hour together.",
                    judged -> isAutomatic(judged) ? pool(judged).filter(judged::isSelected) : Stream.of(),
                    (judged, session) ->
                            usedByPools(judged) <= judged.policy().budget().terminationsPerHour() / 2),
            new Requirement(
                    "An idle session of another application is not spared for a limit while a pool that refills is"
                            + " selected.",
                    judged -> isAutomatic(judged) && pool(judged).anyMatch(judged::isSelected)
                            ? judged.sessionsThat(session -> judged.facts().isIdle(session)
                                    && judged.facts().failedBefore(session).isEmpty()
                                    && !judged.facts().isRefilled(session))
                            : Stream.of(),
                    (judged, session) ->
                            !judged.isSparedBy(session, RuleId.R1) && !judged.isSparedBy(session, RuleId.G4)));

    private RefillRequirements() {}

    private static boolean isAutomatic(JudgedDecision judged) {
        return judged.command().isEmpty();
    }

    private static Stream<Session> pool(JudgedDecision judged) {
        return judged.sessionsThat(
                session -> judged.facts().isIdle(session) && judged.facts().isRefilled(session));
    }

    private static boolean isBack(JudgedDecision judged, Session session) {
        String application = Objects.requireNonNullElse(session.client().application(), "");
        ApplicationRelief acted = Objects.requireNonNull(
                        judged.situation().recentActions().refills().get(application))
                .first();
        List<Session> current = judged.sessionsThat(other -> application.equals(
                        Objects.requireNonNullElse(other.client().application(), "")))
                .toList();
        Duration sinceAction =
                Duration.between(acted.actedAt(), judged.situation().now());
        List<Duration> ages = current.stream()
                .flatMap(other -> Stream.ofNullable(other.backendStart()))
                .map(start -> Duration.between(start, judged.situation().serverNow()))
                .toList();
        long opened = ages.stream()
                .filter(age -> age.compareTo(sinceAction) < 0 && age.compareTo(sinceAction.minusMinutes(2)) >= 0)
                .count();
        long openedBefore = ages.stream()
                .filter(age -> age.compareTo(sinceAction) >= 0 && age.compareTo(sinceAction.plusMinutes(2)) < 0)
                .count();
        double tenth = Math.ceil(acted.before() / 10.0);
        return acted.terminated() >= 3
                && opened >= 3
                && opened >= acted.terminated() - tenth
                && openedBefore <= tenth
                && Math.abs(current.size() - acted.before()) <= tenth;
    }

    private static boolean isLast(JudgedDecision judged, Session session) {
        List<Session> order = judged.victims().stream().map(Victim::session).toList();
        return order.subList(order.indexOf(session), order.size()).stream()
                .allMatch(later -> judged.facts().isRefilled(later)
                        || judged.facts().failedBefore(later).isPresent());
    }

    private static long usedByPools(JudgedDecision judged) {
        return judged.situation().recentActions().refills().values().stream()
                        .mapToInt(Refill::terminated)
                        .sum()
                + judged.selected().filter(judged.facts()::isRefilled).count();
    }
}
