package io.connwarden.benchmarks.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhasesTest {

    @Test
    void each_part_of_the_second_has_one_measured_round() {
        Phases phases = Phases.draw(1, 2, 5);

        List<Double> measured =
                phases.fractions().subList(2, 7).stream().sorted().toList();
        for (int part = 0; part < 5; part++) {
            assertThat(measured.get(part)).isBetween(part / 5.0, (part + 1) / 5.0);
        }
    }

    @Test
    void a_seed_determines_the_phases() {
        assertThat(Phases.draw(7, 1, 5)).isEqualTo(Phases.draw(7, 1, 5)).isNotEqualTo(Phases.draw(8, 1, 5));
    }

    @Test
    void the_warm_up_rounds_come_first() {
        Phases phases = Phases.draw(1, 1, 3);

        assertThat(phases.fractions()).hasSize(4);
        assertThat(phases.of(0)).isEqualTo(phases.fractions().get(0)).isBetween(0.0, 1.0);
    }
}
