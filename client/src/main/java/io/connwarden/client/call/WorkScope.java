package io.connwarden.client.call;

/**
 * The scope of one attempt of a unit of work.
 *
 * @param call the priority, the deadline and the name of the unit
 * @param tracker the commits and failures of all connections of the attempt
 */
public record WorkScope(Call call, AttemptTracker tracker) {}
