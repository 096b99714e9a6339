package io.connwarden.doctor.finding;

/**
 * How a session of ours fared that we ended by the very statement with which any session is ended.
 *
 * @param answer what the statement answered
 * @param terminated whether the session was gone afterwards
 */
public record SelfTerminationResult(String answer, boolean terminated) {}
