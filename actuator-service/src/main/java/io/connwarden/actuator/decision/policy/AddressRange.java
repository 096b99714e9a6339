package io.connwarden.actuator.decision.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range of client addresses: one address ({@code 10.0.0.7}, {@code fe80::1}), a network in CIDR form
 * ({@code 10.0.0.0/8}), or {@value #LOCAL} for clients on a Unix socket, which have no address. Host names are invalid,
 * because a decision makes no DNS lookup.
 */
public record AddressRange(String text) {
    public static final String LOCAL = "local";

    /** @throws IllegalArgumentException if the text has none of the three forms */
    public AddressRange {
        if (!text.equals(LOCAL) && IpNetwork.parse(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "must be an address such as 10.0.0.7, a network such as 10.0.0.0/8, or 'local', was '" + text
                            + "'");
        }
    }

    /** Returns true if the range contains the client address, or empty if the address cannot be parsed. */
    public Optional<Boolean> contains(@Nullable String clientAddress) {
        if (clientAddress == null) {
            return Optional.of(text.equals(LOCAL));
        }
        Optional<IpNetwork> client = IpNetwork.parse(clientAddress);
        return client.map(address -> IpNetwork.parse(text)
                .filter(network -> network.contains(address))
                .isPresent());
    }
}
