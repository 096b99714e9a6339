/**
 * The fault campaign: real services, servers and sessions under seeded faults, judged by an external observer.
 *
 * <p>{@code FaultCampaign} runs rounds. {@code FaultPlan} draws the faults of a round from its seed, {@code
 * CampaignEnvironment} injects them, and {@code Workload} keeps commands and sessions flowing. {@code Observer}
 * collects facts from the target, its log, the store and Kafka; {@code Verdict} judges them.
 */
@NullMarked
package io.connwarden.standalone.campaign;

import org.jspecify.annotations.NullMarked;
