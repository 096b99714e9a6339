package io.connwarden.actuator.action;

import io.connwarden.actuator.lane.Lane;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.sql.store.FrozenSession;
import io.connwarden.sql.target.SessionRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Waits for all signalled sessions together and tells what became of each. A signal that was sent is no ending: only who
 * is seen to be gone, or to run its query no more, counts.
 */
final class Waiting {
    private static final Duration FIRST_LOOK = Duration.ofMillis(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Duration longest;
    private final Clock clock;
    private final Rest rest;

    Waiting(Duration longest, Clock clock, Rest rest) {
        this.longest = longest;
        this.clock = clock;
        this.rest = rest;
    }

    List<Ending> await(List<Told> told, Lane lane, Patience patience) {
        Remaining remaining = remaining(told, lane, patience);
        return told.stream().map(each -> ending(each, remaining)).toList();
    }

    /** Who was signalled and is as before; and why that is not known, when it is not. */
    private record Remaining(Set<SessionId> alive, Set<SessionId> running, String unknown) {}

    private Remaining remaining(List<Told> told, Lane lane, Patience patience) {
        List<FrozenSession> signalled = told.stream()
                .filter(each -> each.reply() == Reply.SIGNALLED)
                .map(Told::session)
                .toList();
        List<SessionId> terminated = signalled.stream()
                .filter(session -> session.kind().equals("TERMINATE"))
                .map(FrozenSession::id)
                .toList();
        List<FrozenSession> cancelled = signalled.stream()
                .filter(session -> session.kind().equals("CANCEL"))
                .toList();
        try {
            Instant until = clock.instant().plus(longest);
            Set<SessionId> alive = untilEmpty(until, () -> patience.ask(() -> lane.stillThere(terminated)));
            Set<SessionId> running = cancelled.isEmpty()
                    ? Set.of()
                    : untilEmpty(until, () -> stillRunning(cancelled, patience.ask(lane::sessions)));
            return new Remaining(alive, running, "");
        } catch (TargetGone e) {
            return new Remaining(Set.of(), Set.of(), e.told());
        }
    }

    private Set<SessionId> untilEmpty(Instant until, Supplier<Set<SessionId>> look) {
        Duration pause = FIRST_LOOK;
        while (true) {
            Set<SessionId> left = look.get();
            if (left.isEmpty() || !clock.instant().isBefore(until)) {
                return left;
            }
            rest.rest(pause);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(BETWEEN_LOOKS) > 0 ? BETWEEN_LOOKS : doubled;
        }
    }

    /** A cancelled query is over when its session is gone, or is in another state than when it was decided on. */
    private static Set<SessionId> stillRunning(List<FrozenSession> cancelled, List<SessionRow> now) {
        Set<SessionId> running = new HashSet<>();
        for (FrozenSession session : cancelled) {
            now.stream()
                    .filter(row -> session.id().equals(row.id()))
                    .filter(row -> "active".equals(row.state()))
                    .filter(row -> session.expectedStateChange() == null
                            || session.expectedStateChange().equals(row.stateChange()))
                    .forEach(row -> running.add(session.id()));
        }
        return running;
    }

    private Ending ending(Told told, Remaining remaining) {
        FrozenSession session = told.session();
        return switch (told.reply()) {
            case SIGNALLED -> signalled(session, remaining);
            case GONE -> new Ending(session, SessionOutcome.ALREADY_GONE, gone(told));
            case CHANGED ->
                new Ending(
                        session,
                        SessionOutcome.CHANGED,
                        "no longer in the state that was decided on, left alone" + perhapsOurs(told));
            case PROTECTED ->
                new Ending(session, SessionOutcome.PROTECTED, "not an ordinary client's session, left alone");
            case UNSEEN ->
                new Ending(session, SessionOutcome.FAILED, "its state could not be seen any more, left alone");
            case DENIED ->
                new Ending(
                        session,
                        SessionOutcome.DENIED,
                        "the server refused the signal (42501): it takes more rights than pg_signal_backend");
            case NOT_SIGNALLED ->
                new Ending(session, SessionOutcome.FAILED, "the server answered that no signal was sent");
            case UNANSWERED -> new Ending(session, SessionOutcome.FAILED, Objects.toString(told.detail(), "no answer"));
            case TOO_LATE ->
                new Ending(
                        session,
                        SessionOutcome.FAILED,
                        "the action was interrupted, and the command had expired before it was taken up again");
        };
    }

    private Ending signalled(FrozenSession session, Remaining remaining) {
        boolean terminate = session.kind().equals("TERMINATE");
        if (!remaining.unknown().isEmpty()) {
            return new Ending(
                    session,
                    SessionOutcome.FAILED,
                    "signalled, and then nobody could look whether it went: " + remaining.unknown());
        }
        if (terminate
                ? remaining.alive().contains(session.id())
                : remaining.running().contains(session.id())) {
            return new Ending(
                    session,
                    SessionOutcome.UNRESPONSIVE,
                    "signalled, and still there " + longest.toMillis() + " ms later");
        }
        return terminate
                ? new Ending(session, SessionOutcome.TERMINATED, "ended")
                : new Ending(session, SessionOutcome.CANCELLED, "its query ended upon the cancel");
    }

    private static String gone(Told told) {
        return told.perhapsOurs()
                ? "gone when the interrupted action was taken up again; that may have been our signal or not"
                : "had ended by itself";
    }

    private static String perhapsOurs(Told told) {
        return told.perhapsOurs() ? "; an earlier signal of this action may have reached it" : "";
    }
}
