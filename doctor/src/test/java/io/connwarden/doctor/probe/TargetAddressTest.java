package io.connwarden.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.reading.Provider;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetAddressTest {

    @ParameterizedTest
    @CsvSource({
        "orders.abc123.eu-west-1.rds.amazonaws.com, AMAZON_RDS",
        "orders.cluster-abc.eu-west-1.RDS.amazonaws.com, AMAZON_RDS",
        "orders.postgres.database.azure.com, AZURE",
        "db.abcdefgh.supabase.co, SUPABASE",
        "aws-0-eu-west-1.pooler.supabase.com, SUPABASE",
        "rds.amazonaws.com.evil.example, PLAIN",
        "db.example.org, PLAIN",
        "10.0.0.7, PLAIN"
    })
    void a_provider_is_recognized_by_its_host_names(String host, Provider provider) {
        assertThat(TargetAddress.of("jdbc:postgresql://" + host + ":5432/db").presumedProvider())
                .isEqualTo(provider);
    }

    @Test
    void every_host_has_its_port() {
        assertThat(TargetAddress.of("jdbc:postgresql://a,b:6432/db").ports()).isEqualTo(Set.of(5432, 6432));
        assertThat(TargetAddress.of("jdbc:postgresql://[::1]:7000/db").ports()).isEqualTo(Set.of(7000));
    }
}
