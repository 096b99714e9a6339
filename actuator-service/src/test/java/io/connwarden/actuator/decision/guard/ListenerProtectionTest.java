package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protection of programs that are known to LISTEN. */
class ListenerProtectionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PostgREST 14.9",
                "postgrest",
                "GoodJob::Notifier",
                "ActionCable-PID-4711",
                "Debezium General",
                "Debezium Streaming",
                "graphile-worker",
                "Graphile Worker",
                "graphile_worker 0.16",
                "Oban",
                "oban notifier",
                "realtime_listen"
            })
    void a_known_listener_is_protected_by_its_name(String application) {
        assertThat(new G5Protection(Policy.defaults())
                        .protectionReason(session(1).application(application).build()))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("known listener, application '" + application + "' matches '")
                        .endsWith("' in policy.listeners"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "web", "my PostgREST", "graphileworker", "ActionCable", "realtime_rls", "good"})
    void another_name_is_not_a_known_listener(String application) {
        assertThat(new G5Protection(Policy.defaults())
                        .protectionReason(session(1).application(application).build()))
                .isEmpty();
    }

    @Test
    void configured_listeners_are_added_to_the_known_ones_and_to_those_of_all_targets() {
        Policy global = policy("listeners=notifier*");
        Policy target = policyOver(global, "listeners[0]=wal?");
        for (String application : new String[] {"notifier-7", "wal2", "PostgREST 12"}) {
            assertThat(new G5Protection(target)
                            .protectionReason(
                                    session(1).application(application).build()))
                    .as(application)
                    .isPresent();
        }
        assertThat(new G5Protection(global)
                        .protectionReason(session(1).application("wal2").build()))
                .isEmpty();
    }
}
