package io.connwarden.actuator;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.ExpectedSession;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetQueries.PresentState;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Emergency connections with hooks around signals, samples and searches. */
@Configuration(proxyBeanMethods = false)
class FaultInjectingConnections {
    /** Called before each statement that signals, with its sessions. */
    static volatile Consumer<List<SessionId>> beforeSignal = sessions -> {};
    /** Called after each statement that signals, with its sessions. */
    static volatile Consumer<List<SessionId>> afterSignal = sessions -> {};
    /** Returns the sessions of a statement that the target signals. If some are missing, the statement must fail. */
    static volatile UnaryOperator<List<ExpectedSession>> reached = sessions -> sessions;

    /** Called after each sample with sessions. */
    static volatile Runnable afterSample = () -> {};

    /** Called before each search for sessions that still exist. */
    static volatile Runnable beforeSearch = () -> {};

    static void reset() {
        beforeSearch = () -> {};
        afterSample = () -> {};
        beforeSignal = sessions -> {};
        afterSignal = sessions -> {};
        reached = sessions -> sessions;
    }

    @Bean
    @Primary
    EmergencyConnections connectionsWithHooks(PostgresEmergencyConnections real) {
        return new EmergencyConnections() {
            @Override
            public EmergencyConnection connectionTo(String target) {
                return new FaultInjectingConnection(real.connectionTo(target));
            }

            @Override
            public boolean isOpen(String target) {
                return real.isOpen(target);
            }

            @Override
            public String state(String target) {
                return real.state(target);
            }
        };
    }

    private record FaultInjectingConnection(EmergencyConnection real) implements EmergencyConnection {
        @Override
        public List<SignalAnswer> signal(SignalKind kind, List<ExpectedSession> sessions, Instant signalUntil) {
            List<SessionId> ids = sessions.stream().map(ExpectedSession::id).toList();
            beforeSignal.accept(ids);
            List<SignalAnswer> answers = real.signal(kind, reached.apply(sessions), signalUntil);
            afterSignal.accept(ids);
            return answers;
        }

        @Override
        public Sample sample() {
            Sample sample = real.sample();
            afterSample.run();
            return sample;
        }

        @Override
        public List<String> missingPrivileges() {
            return real.missingPrivileges();
        }

        @Override
        public List<PresentState> presentStates(Collection<SessionId> sessions) {
            return real.presentStates(sessions);
        }

        @Override
        public Sample sampleCounts() {
            return real.sampleCounts();
        }

        @Override
        public Set<SessionId> stillRunning(Collection<RunningQuery> queries) {
            return real.stillRunning(queries);
        }

        @Override
        public List<SessionRow> otherBackends(Collection<Integer> pids) {
            return real.otherBackends(pids);
        }

        @Override
        public Set<SessionId> existingSessions(Collection<SessionId> sessions) {
            beforeSearch.run();
            return real.existingSessions(sessions);
        }

        @Override
        public boolean isWaitingForReserve() {
            return real.isWaitingForReserve();
        }

        @Override
        public boolean isOpen() {
            return real.isOpen();
        }
    }
}
