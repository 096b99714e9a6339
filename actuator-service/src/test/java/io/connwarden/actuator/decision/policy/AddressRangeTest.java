package io.connwarden.actuator.decision.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.8, false",
        "10.0.0.7, 10.0.0.7/32, true",
        "10.0.0.0/8, 10.255.3.4, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.128/25, 10.0.0.127, false",
        "10.0.0.128/25, 10.0.0.128, true",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 10.0.0.1, false",
        "::/0, 2001:db8::1, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fe80::/10, fe80::1:2, true",
        "fe80::/10, fec0::1, false",
        "2001:db8::/32, 2001:DB8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::ffff:10.0.0.0/104, ::ffff:10.1.2.3, true",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8, true",
        "1::, 1:0:0:0:0:0:0:0, true",
        "local, 127.0.0.1, false",
    })
    void a_range_contains_the_addresses_of_its_network(String range, String client, boolean holds) {
        assertThat(new AddressRange(range).contains(client)).contains(holds);
    }

    @Test
    void a_client_on_a_unix_socket_matches_local_only() {
        assertThat(new AddressRange("local").contains(null)).contains(true);
        assertThat(new AddressRange("0.0.0.0/0").contains(null)).contains(false);
    }

    @Test
    void an_unparsable_address_has_no_answer() {
        assertThat(new AddressRange("10.0.0.0/8").contains("fe80::1%eth0")).isEmpty();
        assertThat(new AddressRange("local").contains("?")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db.example.org",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "10.0.0.-1",
                "10.0.0.1000",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::1::",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "g::",
                "::/129",
                "1.2.3.4::",
                "LOCAL",
            })
    void text_that_is_no_address_is_rejected_without_a_DNS_lookup(String text) {
        assertThatThrownBy(() -> new AddressRange(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 10.0.0.7")
                .hasMessageEndingWith("was '" + text + "'");
    }
}
