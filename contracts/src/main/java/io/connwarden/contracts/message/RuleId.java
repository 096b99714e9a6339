package io.connwarden.contracts.message;

import java.util.List;
import java.util.Locale;

/**
 * The identifier of a rule, a guard, or another origin of a decision. The constant names are the wire ids. The same ids
 * appear in messages, logs and documentation.
 */
public enum RuleId {
    R1("emergency"),
    R2("zombie cleanup"),
    R3("gentle cleanup"),
    R4("stuck transactions"),
    R5("no action"),
    G1("visibility"),
    G2("paused"),
    G3("cooldown"),
    G4("budget"),
    G5("protected"),
    G6("survivors"),
    G7("no effect"),
    /** A command that named the sessions or the action itself. */
    COMMAND("command"),
    /** A record that was rejected before any rule was evaluated: an invalid command, or an old health event. */
    INTAKE("intake"),
    /** No rule or guard decided: the command expired before its decision, or its execution failed. */
    NONE("none");

    private final String displayName;

    RuleId(String displayName) {
        this.displayName = displayName;
    }

    /** Returns the rules that have a mode and a cooldown, in their order. The only list of these rules. */
    public static List<RuleId> withMode() {
        return List.of(R1, R2, R3, R4);
    }

    /** Returns the id as messages carry it, such as {@code R1}. */
    public String id() {
        return name();
    }

    /** Returns the id as a configuration file contains it, such as {@code r1}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name for people, such as {@code zombie cleanup}. */
    public String displayName() {
        return displayName;
    }

    /** Returns true if a message carries this id. */
    public boolean matches(String id) {
        return name().equals(id);
    }

    /**
     * Returns true for a guard that a command can override for the sessions it names. Every other guard protects the
     * target, or does not apply to named sessions.
     */
    public boolean isOverridable() {
        return this == G4 || this == G5;
    }

    /**
     * Describes an id from a message.
     *
     * @param id an id, also one that a newer version introduced
     * @return the id and its display name, such as {@code R1 emergency}; the id alone if no rule or guard has it
     */
    public static String describe(String id) {
        for (RuleId rule : values()) {
            if (rule.matches(id) && rule.isRuleOrGuard()) {
                return id + " " + rule.displayName;
            }
        }
        return id;
    }

    private boolean isRuleOrGuard() {
        return this != COMMAND && this != INTAKE && this != NONE;
    }
}
