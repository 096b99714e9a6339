package io.connwarden.doctor.finding;

/**
 * The client sessions of one role.
 *
 * @param superuser whether they are a superuser's
 * @param signalable whether our role has that role's rights, which lets it signal these sessions
 */
public record RoleSessions(String name, boolean superuser, boolean signalable, int sessions) {}
