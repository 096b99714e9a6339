package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.ObservationBuilder.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ObservationTest {

    @Test
    void more_usable_connections_than_the_maximum_are_rejected() {
        ObservationBuilder impossible =
                quiet().with(counts -> counts.maxConnections(100).usableConnections(101));

        assertThatThrownBy(impossible::build).hasMessage("usableConnections must be 1 to 100, was 101");
    }

    @Test
    void all_connections_may_be_usable() {
        Observation observation = quiet().with(
                        counts -> counts.maxConnections(100).usableConnections(100))
                .build();

        assertThat(observation.counts().usableConnections()).isEqualTo(100);
    }
}
