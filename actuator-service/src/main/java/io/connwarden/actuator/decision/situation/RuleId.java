package io.connwarden.actuator.decision.situation;

/** What a decision rests on. The same numbers stand in the documents, the messages and the log. */
public enum RuleId {
    /** Emergency. */
    R1,
    /** Zombie cleanup. */
    R2,
    /** Gentle cleanup. */
    R3,
    /** Stuck transactions. */
    R4,
    /** Nothing to do. */
    R5,
    /** Visibility. */
    G1,
    /** Paused. */
    G2,
    /** Cooldown. */
    G3,
    /** Budget. */
    G4,
    /** Protected sessions. */
    G5,
    /** Survivors. */
    G6,
    /** What a command itself named. */
    COMMAND,
    /** What came too late or too malformed to be decided on. */
    INTAKE
}
