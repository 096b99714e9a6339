package io.connwarden.doctor.remedy;

/**
 * Something a person can do.
 *
 * @param what a statement ready to be run, a setting, or a sentence
 * @param where as whom and where, half a sentence; empty when {@code what} says it all
 */
public record Remedy(String what, String where) {}
