/**
 * The fault campaign: real services, servers and sessions under seeded faults, judged by an external observer.
 *
 * <p>{@code FaultCampaign} runs rounds. {@code FaultPlan} draws the faults of a round from its seed, {@code
 * CampaignEnvironment} runs servers and services, {@code FaultInjector} injects the faults, and {@code Workload} keeps
 * commands and sessions flowing. {@code TargetLog}, {@code StoreReader} and {@code ResultReader} read the facts, and
 * {@code Verdict} judges them.
 */
@NullMarked
package io.connwarden.standalone.campaign;

import org.jspecify.annotations.NullMarked;
