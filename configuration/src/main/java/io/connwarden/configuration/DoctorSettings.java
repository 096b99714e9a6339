package io.connwarden.configuration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The doctor's visit at a service's start, below {@code connwarden.doctor}.
 *
 * @param atStart whether each target is examined once when a service starts
 */
public record DoctorSettings(@DefaultValue("true") boolean atStart) {
    public static final String PREFIX = "connwarden.doctor";
}
