package io.connwarden.actuator.action;

import io.connwarden.actuator.lane.Lane;
import io.connwarden.actuator.store.StoreTrouble;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.FrozenSession;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.NotedSignal;
import io.connwarden.sql.store.SessionProgress;
import io.connwarden.sql.target.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals the sessions of a frozen list, one by one: a refusal by one never stops the rest. Nobody who was signalled, as
 * far as the store knows, is signalled again.
 */
final class Signalling {
    private static final Logger LOG = LoggerFactory.getLogger(Signalling.class);
    /** After so many signals the answers are noted: after a crash at most so many kills cannot be told for ours. */
    private static final int NOTE_EVERY = 20;

    private static final String PERHAPS_OURS = "an earlier signal of ours may have reached it";

    private final Intents intents;

    Signalling(Intents intents) {
        this.intents = intents;
    }

    /**
     * Signals everybody on the list who was not signalled yet.
     *
     * @param tooLate whether the command has expired, so that nobody may be signalled any more
     */
    List<Told> signal(Rung rung, Lane lane, Patience patience, boolean tooLate) {
        List<Told> told = new ArrayList<>();
        List<Told> unnoted = new ArrayList<>();
        boolean given = false;
        for (SessionProgress progress : rung.sessions()) {
            Told next = noted(progress);
            if (next == null) {
                next = given
                        ? new Told(
                                progress.session(), Reply.UNANSWERED, "the target was given up before", rung.resumed())
                        : tell(progress.session(), rung, lane, patience, tooLate);
                given |= next.reply() == Reply.UNANSWERED;
                unnoted.add(next);
            }
            told.add(next);
            if (unnoted.size() >= NOTE_EVERY) {
                note(rung, unnoted);
            }
        }
        note(rung, unnoted);
        return told;
    }

    private static @Nullable Told noted(SessionProgress progress) {
        String answer = progress.answer();
        return answer == null
                ? null
                : new Told(
                        progress.session(),
                        Reply.valueOf(answer),
                        progress.detail(),
                        PERHAPS_OURS.equals(progress.detail()));
    }

    private static Told tell(FrozenSession session, Rung rung, Lane lane, Patience patience, boolean tooLate) {
        int failures = patience.failures();
        try {
            if (tooLate) {
                Set<SessionId> there = patience.ask(() -> lane.stillThere(List.of(session.id())));
                return new Told(session, there.isEmpty() ? Reply.GONE : Reply.TOO_LATE, null, true);
            }
            Reply reply = Reply.of(patience.ask(() -> lane.signal(
                    SignalKind.valueOf(session.kind()),
                    session.id(),
                    session.expectedState(),
                    session.expectedStateChange())));
            return new Told(session, reply, null, rung.resumed() || patience.failures() > failures);
        } catch (TargetGone e) {
            return new Told(session, Reply.UNANSWERED, e.told(), true);
        }
    }

    /** The store may be away: what was begun goes on all the same, and this run still knows. */
    private void note(Rung rung, List<Told> unnoted) {
        List<NotedSignal> signals = unnoted.stream()
                .filter(told -> told.reply() != Reply.UNANSWERED && told.reply() != Reply.TOO_LATE)
                .map(told -> new NotedSignal(
                        told.session().ordinal(),
                        told.reply().name(),
                        told.perhapsOurs() ? PERHAPS_OURS : told.detail()))
                .toList();
        unnoted.clear();
        try {
            if (!signals.isEmpty()) {
                intents.note(rung.intentId(), signals);
            }
        } catch (RuntimeException e) {
            if (!StoreTrouble.isTrouble(e)) {
                throw e;
            }
            LOG.warn("{} answers of the target could not be noted: {}", signals.size(), StoreTrouble.told(e));
        }
    }
}
