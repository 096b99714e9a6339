package io.connwarden.sql.store;

/**
 * What became of one session.
 *
 * @param ordinal the session's place in the frozen list
 */
public record SessionOutcomeRow(int ordinal, String outcome, String reason) {}
