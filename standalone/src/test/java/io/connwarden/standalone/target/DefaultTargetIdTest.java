package io.connwarden.standalone.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.target.TargetSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultTargetIdTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db1:5432/orders,db1-orders",
        "jdbc:postgresql://db1/orders?sslmode=require,db1-orders",
        "jdbc:postgresql://db1,db1",
        "jdbc:postgresql://db1/,db1",
        "jdbc:postgresql:///orders,localhost-orders",
        "jdbc:postgresql://10.0.0.7:5433/größe,10.0.0.7-gr--e",
        "jdbc:postgresql://[::1]:5432/orders,---1--orders"
    })
    void the_default_id_consists_of_host_and_database_and_is_valid(String url, String id) {
        assertThat(DefaultTargetId.from(url)).isEqualTo(id);
        assertThat(TargetSettings.of(id, url, "me", null).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "jdbc:postgresql:orders", "''"})
    void an_invalid_url_gets_the_id_target(String url) {
        assertThat(DefaultTargetId.from(url)).isEqualTo("target");
    }
}
