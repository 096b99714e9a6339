package io.connwarden.configuration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the start-up diagnosis, {@code connwarden.doctor}.
 *
 * @param atStart true to examine each target once when a service starts
 */
public record DoctorSettings(@DefaultValue("true") boolean atStart) {
    public static final String PREFIX = "connwarden.doctor";
}
