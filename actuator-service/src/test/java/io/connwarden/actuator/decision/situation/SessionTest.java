package io.connwarden.actuator.decision.situation;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {

    @ParameterizedTest
    @EnumSource(SessionState.class)
    void every_state_is_found_by_its_postgres_name(SessionState state) {
        assertThat(SessionState.fromPostgresName(state.postgresName())).isEqualTo(state);
    }

    @Test
    void an_unrecognized_state_is_UNKNOWN() {
        assertThat(SessionState.fromPostgresName(null)).isEqualTo(SessionState.UNKNOWN);
        assertThat(SessionState.fromPostgresName("dreaming")).isEqualTo(SessionState.UNKNOWN);
        assertThat(SessionState.fromPostgresName("")).isEqualTo(SessionState.UNKNOWN);
    }

    @Test
    void a_session_without_start_type_or_state_is_not_visible() {
        assertThat(session(1).build().isVisible()).isTrue();
        assertThat(session(1).backendStart(null).build().isVisible()).isFalse();
        assertThat(session(1).backendType(null).build().isVisible()).isFalse();
        assertThat(session(1).state(SessionState.UNKNOWN).build().isVisible()).isFalse();
    }

    @Test
    void the_identity_is_the_pid_with_the_start_of_the_backend() {
        Instant start = Instant.parse("2026-01-01T00:00:00.000001Z");
        assertThat(session(7).backendStart(start).build().id()).contains(new SessionId(7, start));
        assertThat(session(7).backendStart(null).build().id()).isEmpty();
    }

    @Test
    void ages_are_measured_by_the_servers_clock() {
        Session session = session(1)
                .stateChange(NOW.minusSeconds(1))
                .queryStart(NOW.minusSeconds(2))
                .xactStart(NOW.minusSeconds(3))
                .build();
        assertThat(session.stateAge(NOW)).contains(Duration.ofSeconds(1));
        assertThat(session.queryAge(NOW)).contains(Duration.ofSeconds(2));
        assertThat(session.transactionAge(NOW)).contains(Duration.ofSeconds(3));
        assertThat(session(1).stateChange(null).build().stateAge(NOW)).isEmpty();
    }

    @Test
    void a_named_session_that_was_not_found_has_only_its_identity() {
        SessionId id = new SessionId(9, NOW);
        assertThat(Session.notFound(id).id()).contains(id);
        assertThat(Session.notFound(id).isVisible()).isFalse();
    }
}
