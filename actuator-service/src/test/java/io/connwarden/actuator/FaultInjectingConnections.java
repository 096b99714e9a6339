package io.connwarden.actuator;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Emergency connections with hooks before and after each signal. */
@Configuration(proxyBeanMethods = false)
class FaultInjectingConnections {
    /** Called before each signal. */
    static volatile Consumer<SessionId> beforeSignal = session -> {};
    /** Called after each signal. */
    static volatile Consumer<SessionId> afterSignal = session -> {};

    static void reset() {
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
        };
    }

    private record FaultInjectingConnection(EmergencyConnection real) implements EmergencyConnection {
        @Override
        public SignalAnswer signal(SignalKind kind, SessionId session, String state, Instant stateChange) {
            beforeSignal.accept(session);
            SignalAnswer answer = real.signal(kind, session, state, stateChange);
            afterSignal.accept(session);
            return answer;
        }

        @Override
        public Sample sample() {
            return real.sample();
        }

        @Override
        public Sample sampleCounts() {
            return real.sampleCounts();
        }

        @Override
        public List<SessionRow> sessions() {
            return real.sessions();
        }

        @Override
        public Set<SessionId> existingSessions(Collection<SessionId> sessions) {
            return real.existingSessions(sessions);
        }

        @Override
        public boolean isOpen() {
            return real.isOpen();
        }
    }
}
