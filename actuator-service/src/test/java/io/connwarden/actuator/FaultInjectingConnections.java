package io.connwarden.actuator;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Emergency connections with hooks around signals, samples and searches. */
@Configuration(proxyBeanMethods = false)
class FaultInjectingConnections {
    /** Called before each signal. */
    static volatile Consumer<SessionId> beforeSignal = session -> {};
    /** Called after each signal. */
    static volatile Consumer<SessionId> afterSignal = session -> {};

    /** Called after each sample with sessions. */
    static volatile Runnable afterSample = () -> {};

    /** Called before each search for sessions that still exist. */
    static volatile Runnable beforeSearch = () -> {};

    static void reset() {
        beforeSearch = () -> {};
        afterSample = () -> {};
        beforeSignal = session -> {};
        afterSignal = session -> {};
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
        public SignalAnswer signal(
                SignalKind kind, SessionId session, String state, Instant stateChange, Instant signalUntil) {
            beforeSignal.accept(session);
            SignalAnswer answer = real.signal(kind, session, state, stateChange, signalUntil);
            afterSignal.accept(session);
            return answer;
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
        public Sample sampleCounts() {
            return real.sampleCounts();
        }

        @Override
        public Set<SessionId> stillRunning(Collection<RunningQuery> queries) {
            return real.stillRunning(queries);
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
