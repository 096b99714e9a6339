package io.connwarden.doctor.remedy;

/**
 * Something a person can do.
 *
 * @param action a statement ready to be run, a setting, or a sentence
 * @param context as whom and where, half a sentence; empty when {@code what} says it all
 */
public record Remedy(String action, String context) {}
