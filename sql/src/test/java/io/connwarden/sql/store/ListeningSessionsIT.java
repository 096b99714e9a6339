package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.ListeningSessions.ListeningSession;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningSessionsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant START = Instant.parse("2030-01-01T10:00:00.123456Z");
    private static final Instant AFTER = START.plusSeconds(1);

    private final ListeningSessions sessions = new ListeningSessions(STORE.dataSource);

    @Test
    void a_listener_is_remembered_until_it_has_ended() {
        sessions.record(List.of(listener("a", 1, START), listener("a", 2, START), listener("b", 1, START)));
        sessions.record(List.of(listener("a", 1, START)));
        sessions.record(List.of());
        assertThat(sessions.find("a")).containsExactlyInAnyOrder(id(1, START), id(2, START));
        sessions.deleteEnded("a", List.of(id(2, START), id(1, START.plusNanos(1000)), id(3, START)), AFTER);
        assertThat(sessions.find("a")).containsExactly(id(2, START));
        assertThat(sessions.find("b")).containsExactly(id(1, START));
        sessions.deleteEnded("b", List.of(), AFTER);
        assertThat(sessions.find("b")).isEmpty();
    }

    @Test
    void a_listener_that_was_opened_after_the_sample_is_kept() {
        sessions.record(List.of(listener("d", 1, START)));
        sessions.deleteEnded("d", List.of(), START);
        assertThat(sessions.find("d")).containsExactly(id(1, START));
    }

    @Test
    void a_later_session_with_the_same_pid_replaces_an_earlier_one_and_never_the_reverse() {
        Instant later = START.plusSeconds(60);
        sessions.record(List.of(listener("c", 1, START), listener("c", 1, later)));
        assertThat(sessions.find("c")).containsExactly(id(1, later));
        sessions.record(List.of(listener("c", 1, START)));
        assertThat(sessions.find("c")).containsExactly(id(1, later));
    }

    private static ListeningSession listener(String target, int pid, Instant start) {
        return new ListeningSession(target, id(pid, start));
    }

    private static SessionId id(int pid, Instant start) {
        return new SessionId(pid, start);
    }
}
