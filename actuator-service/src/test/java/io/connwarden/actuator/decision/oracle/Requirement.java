package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.situation.Session;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A statement that must be true of every decision. It concerns some sessions of the sample, and holds for each of them
 * or not.
 *
 * @param text the statement, a sentence
 */
record Requirement(
        String text, Function<JudgedDecision, Stream<Session>> concerned, BiPredicate<JudgedDecision, Session> holds) {

    /** Returns one line per session for which the statement is false. */
    Stream<String> violations(JudgedDecision judged) {
        return concerned
                .apply(judged)
                .filter(session -> !holds.test(judged, session))
                .map(session -> text + " Violated by pid " + session.pid() + ": " + judged.describe(session));
    }

    /** Returns the number of sessions that the statement is about. */
    long concerns(JudgedDecision judged) {
        return concerned.apply(judged).count();
    }
}
