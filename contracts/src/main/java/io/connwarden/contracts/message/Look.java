package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;

/**
 * A request for fresh samples of a target, while a person or a program looks at its sessions. The monitor then takes a
 * sample each second, for this time after it has read the request. Any number of requests cause no more samples.
 *
 * @param seconds the time, 1 to {@value #MAX_SECONDS} s
 */
public record Look(String target, int seconds) implements Message {
    public static final int MAX_SECONDS = 30;

    public Look {
        Checks.requireTargetId("target", target);
        Checks.requireInRange("seconds", seconds, 1, MAX_SECONDS);
    }
}
