package io.connwarden.actuator;

import io.connwarden.actuator.lane.EmergencyLanes;
import io.connwarden.actuator.lane.Lane;
import io.connwarden.actuator.lane.Lanes;
import io.connwarden.actuator.lane.Look;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.SignalKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Lets a test step in between a decision and the signals it leads to. */
@Configuration(proxyBeanMethods = false)
class InterposedLanes {
    /** Called before each signal; does nothing unless a test wants something. */
    static volatile Consumer<SessionId> beforeSignal = session -> {};
    /** Called after each signal. */
    static volatile Consumer<SessionId> afterSignal = session -> {};

    static void reset() {
        beforeSignal = session -> {};
        afterSignal = session -> {};
    }

    @Bean
    @Primary
    Lanes interposed(EmergencyLanes real) {
        return new Lanes() {
            @Override
            public Lane to(String target) {
                return new Interposed(real.to(target));
            }

            @Override
            public boolean isOpen(String target) {
                return real.isOpen(target);
            }
        };
    }

    private record Interposed(Lane real) implements Lane {
        @Override
        public SignalAnswer signal(SignalKind kind, SessionId session, String state, Instant stateChange) {
            beforeSignal.accept(session);
            SignalAnswer answer = real.signal(kind, session, state, stateChange);
            afterSignal.accept(session);
            return answer;
        }

        @Override
        public Look look() {
            return real.look();
        }

        @Override
        public Look glance() {
            return real.glance();
        }

        @Override
        public List<SessionRow> sessions() {
            return real.sessions();
        }

        @Override
        public Set<SessionId> stillThere(Collection<SessionId> sessions) {
            return real.stillThere(sessions);
        }

        @Override
        public boolean open() {
            return real.open();
        }
    }
}
