package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.health.KafkaReach;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaProbeTest {
    private final List<String> calls = new ArrayList<>();
    private final KafkaProbe probe = new KafkaProbe(
            Map.of(), new KafkaReach(InstantSource.system()), InstantSource.system(), settings -> deadClient());

    @Test
    void a_client_that_no_longer_answers_is_closed_and_replaced() {
        probeTimes(KafkaProbe.MAX_FAILURES_OF_CLIENT - 1);
        assertThat(calls).as("before the last failure").containsExactly("create");
        probeTimes(1);
        assertThat(calls).containsExactly("create", "close");
        probeTimes(KafkaProbe.MAX_FAILURES_OF_CLIENT);
        assertThat(calls).containsExactly("create", "close", "create", "close");
    }

    private void probeTimes(int count) {
        for (int i = 0; i < count; i++) {
            probe.probe();
        }
    }

    /** Returns a client that fails each request, as one without its thread does. */
    private Admin deadClient() {
        calls.add("create");
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("describeCluster")) {
                        throw new TimeoutException("The AdminClient thread has exited.");
                    }
                    calls.add(method.getName());
                    return null;
                });
    }
}
