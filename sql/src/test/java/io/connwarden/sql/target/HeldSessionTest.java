package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.target.SessionConnector.Reserve;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldSessionTest {
    private static final ConnectionTimeouts ONE_SECOND_TIMEOUTS =
            new ConnectionTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final FakeServer server = new FakeServer();
    private final FakePermit permit = new FakePermit();
    /** Not started: the test calls the keeper. */
    private final HeldSession session = new HeldSession(
            ONE_SECOND_TIMEOUTS,
            new SessionConnector("test", server.ordinary("guard"), new Reserve(server.reserved("rescuer"), permit)));

    private final CountDownLatch executing = new CountDownLatch(1);
    private final CountDownLatch response = new CountDownLatch(1);

    @AfterEach
    void close() {
        response.countDown();
        session.close();
    }

    @Test
    void a_slow_response_fails_its_call_and_keeps_the_session() {
        SQLException timeout = failureOfSlowCall();
        assertThat(timeout.getMessage()).isEqualTo("no response within 1 s; the session is kept open");
        assertThat(timeout.getSQLState()).isEqualTo("57014");
        assertThat(session.state()).startsWith("open, no response for ");
        response.countDown();
        assertThat(call()).isEqualTo("guard");
        assertThat(session.state()).isEqualTo("open");
        assertThat(server.events).containsExactly("open guard");
    }

    @Test
    void a_call_that_was_not_sent_in_time_is_never_executed() {
        failureOfSlowCall();
        AtomicBoolean executed = new AtomicBoolean();
        assertThatThrownBy(() -> session.call(connection -> {
                    executed.set(true);
                    return null;
                }))
                .hasMessageStartingWith("the session has had no response for ")
                .hasMessageEndingWith(" s; the query was not sent; the session is kept open");
        response.countDown();
        call();
        assertThat(executed).isFalse();
    }

    @Test
    void a_silent_session_is_closed_after_its_replacement_is_open() {
        failureOfSlowCall();
        session.keep();
        assertThat(call()).isEqualTo("guard");
        awaitEvents("open guard", "open guard", "close guard");
    }

    @Test
    void a_silent_session_is_kept_if_no_replacement_can_be_opened() {
        failureOfSlowCall();
        server.unreachable = true;
        session.keep();
        response.countDown();
        assertThat(call()).isEqualTo("guard");
        assertThat(server.events).containsExactly("open guard");
    }

    @Test
    void a_session_that_answers_is_not_replaced() {
        call();
        session.keep();
        assertThat(call()).isEqualTo("guard");
        assertThat(server.events).containsExactly("open guard");
    }

    @Test
    void a_lost_session_is_opened_again() {
        call();
        assertThatThrownBy(() -> session.call(connection -> {
                    throw new SQLException("terminating connection", "57P01");
                }))
                .hasMessage("terminating connection");
        assertThat(call()).isEqualTo("guard");
        awaitEvents("open guard", "close guard", "open guard");
    }

    @Test
    void an_error_of_a_query_does_not_close_the_session() {
        call();
        assertThatThrownBy(() -> session.call(connection -> {
                    throw new SQLException("canceling statement due to statement timeout", "57014");
                }))
                .hasMessageContaining("statement timeout");
        assertThatThrownBy(() -> session.call(connection -> {
                    throw new NoClassDefFoundError("a defect");
                }))
                .isInstanceOf(NoClassDefFoundError.class);
        assertThat(call()).isEqualTo("guard");
        assertThat(server.events).containsExactly("open guard");
    }

    @Test
    void a_full_server_is_entered_in_a_reserved_slot_until_another_is_free() {
        server.full = true;
        assertThat(call()).isEqualTo("rescuer");
        assertThat(session.state()).isEqualTo("open in a reserved slot");
        session.keep();
        assertThat(call()).as("the server is still full").isEqualTo("rescuer");
        assertThat(permit.held).isTrue();
        server.full = false;
        session.keep();
        assertThat(call()).isEqualTo("guard");
        awaitEvents("open rescuer", "open guard", "close rescuer");
        await().atMost(MAX_WAIT).until(() -> !permit.held);
    }

    @Test
    void without_a_permit_no_reserved_slot_is_used_and_the_reason_is_named() {
        server.full = true;
        permit.refused = true;
        SQLException refused = failureOfCall("53300");
        assertThat(ConnectFailure.of(refused).message())
                .isEqualTo("no connection slot is left for this role: sorry, too many"
                        + " clients already [53300]; waiting for a reserved slot: " + FakePermit.REFUSAL);
        assertThat(session.state()).startsWith("closed: ").endsWith(FakePermit.REFUSAL);
        assertThat(server.events).isEmpty();
    }

    @Test
    void a_lost_permit_closes_the_session_in_the_reserved_slot() {
        server.full = true;
        call();
        permit.refused = true;
        session.keep();
        assertThat(session.isOpen()).isFalse();
        awaitEvents("open rescuer", "close rescuer");
    }

    @Test
    void a_silent_session_in_a_reserved_slot_keeps_its_permit_when_it_is_replaced() {
        server.full = true;
        failureOfSlowCall();
        session.keep();
        awaitEvents("open rescuer", "open rescuer", "close rescuer");
        response.countDown();
        assertThat(call()).isEqualTo("rescuer");
        assertThat(permit.held).isTrue();
    }

    @Test
    void a_session_waits_for_a_reserved_slot_until_a_slot_is_free() {
        server.full = true;
        permit.refused = true;
        assertThat(new TargetException(failureOfCall("53300")).isWaitingForReserve())
                .isTrue();
        assertThat(session.isWaitingForReserve()).isTrue();
        assertThat(permit.releases).as("the wait continues").hasValue(0);
        server.full = false;
        call();
        assertThat(session.isWaitingForReserve()).isFalse();
        assertThat(permit.releases).as("the wait has ended").hasValue(1);
    }

    @Test
    void a_permit_without_a_session_is_released() {
        server.full = true;
        server.unreachable = true;
        failureOfCall("08001");
        assertThat(permit.held).isFalse();
    }

    @Test
    void a_closed_session_fails_every_call_and_releases_its_permit() {
        server.full = true;
        call();
        session.close();
        assertThat(failureOfCall("08003").getMessage()).isEqualTo("session test is closed");
        awaitEvents("open rescuer", "close rescuer");
        await().atMost(MAX_WAIT).until(() -> !permit.held);
    }

    /** Returns the role of the session. Repeated, because a busy machine may not execute the call in time. */
    private String call() {
        return await().atMost(MAX_WAIT).ignoreExceptions().until(() -> session.call(Object::toString), role -> true);
    }

    private SQLException failureOfCall(String sqlState) {
        return await().atMost(MAX_WAIT)
                .until(
                        () -> catchThrowableOfType(SQLException.class, () -> session.call(Object::toString)),
                        failure -> sqlState.equals(failure.getSQLState()));
    }

    /** Returns the failure of a call that is executed and has no response. */
    private SQLException failureOfSlowCall() {
        SQLException failure =
                await().atMost(MAX_WAIT).until(this::tryFailureOfSlowCall, timeout -> executing.getCount() == 0);
        await().atMost(MAX_WAIT).until(() -> session.state().contains("no response"));
        return failure;
    }

    private SQLException tryFailureOfSlowCall() {
        return catchThrowableOfType(
                SQLException.class,
                () -> session.call(connection -> {
                    executing.countDown();
                    awaitResponse();
                    return null;
                }));
    }

    private void awaitResponse() {
        try {
            response.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEvents(String... expected) {
        await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(server.events).containsExactly(expected));
    }
}
