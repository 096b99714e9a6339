package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.configuration.InvalidConfigurationException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class LoopbackCheckTest {

    @Test
    void an_address_that_other_hosts_can_reach_is_refused_with_the_keys_to_change() throws Exception {
        InetAddress address = InetAddress.getByName("192.0.2.1");
        assertThatThrownBy(() -> LoopbackCheck.requireLoopback(address))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("server.address", "192.0.2.1", "connwarden.console.enabled");
    }

    @Test
    void all_addresses_of_the_host_are_refused() throws Exception {
        InetAddress any = InetAddress.getByName("0.0.0.0");
        assertThatThrownBy(() -> LoopbackCheck.requireLoopback(any)).isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> LoopbackCheck.requireLoopback(null)).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void a_loopback_address_is_permitted() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThatCode(() -> LoopbackCheck.requireLoopback(loopback)).doesNotThrowAnyException();
    }
}
