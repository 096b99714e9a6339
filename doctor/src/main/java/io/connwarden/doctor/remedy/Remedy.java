package io.connwarden.doctor.remedy;

/**
 * A remedy for a missing requirement, to be applied by an administrator.
 *
 * @param action a statement, a setting or a sentence
 * @param context the role and the place for the action, as half a sentence; empty if the action is complete
 */
public record Remedy(String action, String context) {}
