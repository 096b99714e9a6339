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
    void a_name_consists_of_host_and_database_and_is_a_valid_id(String url, String name) {
        assertThat(DefaultTargetId.from(url)).isEqualTo(name);
        assertThat(TargetSettings.of(name, url, "me", null).id()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "jdbc:postgresql:orders", "''"})
    void an_invalid_url_gets_a_default_name(String url) {
        assertThat(DefaultTargetId.from(url)).isEqualTo("target");
    }
}
