/**
 * Executes accepted commands. One thread per target claims them in the order of acceptance. It samples the target,
 * decides, commits the intent, signals the sessions in chunks, waits for all of them and records the outcome. An
 * interrupted run is resumed from the state in the log store.
 *
 * <p>Rules and guards are in {@code decision}, result messages in {@code outcome}. Each stage has a file: {@code
 * DecisionStage}, {@code SignalStage} with {@code SignalChunk} and {@code SignalCheck}, {@code TerminationWait}, {@code
 * NextStepStage} and {@code OutcomeStage}. {@code CommandExecution} runs them.
 */
@NullMarked
package io.connwarden.actuator.action;

import org.jspecify.annotations.NullMarked;
