package io.connwarden.configuration;

import java.time.Duration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.convert.ConversionService;

/**
 * The conversion of durations, which rejects a number without a unit. Spring Boot reads such a number as milliseconds,
 * and a person means minutes or seconds.
 */
final class DurationsWithUnit {
    private static final ConversionService SERVICE = create();

    private DurationsWithUnit() {}

    static ConversionService conversionService() {
        return SERVICE;
    }

    private static ConversionService create() {
        ApplicationConversionService service = new ApplicationConversionService();
        service.addConverter(String.class, Duration.class, DurationsWithUnit::parse);
        service.addConverter(Number.class, Duration.class, number -> parse(number.toString()));
        return service;
    }

    private static Duration parse(String text) {
        String written = text.strip();
        if (written.matches("[-+]?0*[1-9][0-9]*")) {
            throw new IllegalArgumentException("'" + text + "' has no unit");
        }
        return DurationStyle.detectAndParse(written);
    }
}
