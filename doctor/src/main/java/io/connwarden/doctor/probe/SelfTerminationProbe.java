package io.connwarden.doctor.probe;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.doctor.reading.Readings.SelfTerminationReading;
import io.connwarden.sql.target.ExpectedSession;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.SignalSender;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The self-termination probe: the first session terminates the second with the statement used for every session. */
record SelfTerminationProbe(Connection first, Connection second) {
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    SelfTerminationReading run() throws SQLException {
        AnsweringBackend secondBackend = AnsweringBackend.of(second);
        ExpectedSession inAnyState =
                new ExpectedSession(new SessionId(secondBackend.pid(), secondBackend.start()), null, null);
        SignalAnswer answer = SignalSender.signal(first, SignalKind.TERMINATE, List.of(inAnyState), null)
                .get(0);
        return new SelfTerminationReading(answer.name(), awaitTermination());
    }

    private boolean awaitTermination() {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (isAlive()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return true;
    }

    private boolean isAlive() {
        try {
            return AnsweringBackend.of(second).pid() != 0;
        } catch (SQLException e) {
            return false;
        }
    }
}
