package io.connwarden.actuator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FaultLogTest {
    private static final FaultKind KIND = FaultKind.TARGET_UNREACHABLE_BY_ACTUATOR;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FaultLog log = new FaultLog(new ActuatorMetrics(registry));

    @Test
    void a_fault_is_logged_once_at_its_start_and_once_at_its_end_and_its_gauge_follows(CapturedOutput output) {
        log.update(List.of(fault("orders", "password rejected")));
        log.update(List.of(fault("orders", "password rejected again"), fault("users", "no route")));
        assertThat(gauge("orders")).isEqualTo(1);
        assertThat(gauge("users")).isEqualTo(1);
        log.update(List.of(fault("users", "no route")));
        assertThat(gauge("orders")).isZero();
        assertThat(gauge("users")).isEqualTo(1);
        assertThat(output.getOut().lines().filter(line -> line.contains("Target orders: ")))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("WARN")
                                .contains("not reachable by an actuator; this actuator signals no session; its alert"
                                        + " is TargetUnreachableByActuator. Cause: password rejected"),
                        line -> assertThat(line).contains("INFO").contains("reachable by every actuator again"));
        log.update(List.of(fault("orders", "password rejected")));
        assertThat(gauge("orders")).isEqualTo(1);
    }

    @Test
    void a_fault_of_connwarden_itself_is_named_so(CapturedOutput output) {
        log.update(List.of(ObservedFault.ofConnwarden(FaultKind.TOPIC_NOT_WRITABLE, "connwarden.results")));
        assertThat(output.getOut())
                .contains("Connwarden: a topic cannot be written")
                .doesNotContain("Target");
    }

    private double gauge(String target) {
        return registry.get("connwarden.actuator.faults")
                .tag("target", target)
                .tag("fault", KIND.alertName())
                .gauge()
                .value();
    }

    private static ObservedFault fault(String target, String detail) {
        return new ObservedFault(target, KIND, detail);
    }
}
