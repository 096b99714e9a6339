package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.RolePrivileges;

/** Something that is missing. */
public sealed interface MissingRequirement {

    /** A role lacks a right of a predefined role. */
    record Privilege(String role, String privilege) implements MissingRequirement {}

    /**
     * A role was granted a right that is not in force, because it or a role in between does not inherit.
     *
     * @param inherits whether the role itself was made INHERIT
     */
    record InheritedPrivilege(String role, String privilege, boolean inherits) implements MissingRequirement {}

    /**
     * A setting of the whole server.
     *
     * @param needsRestart whether it takes effect only when the server starts
     */
    record ServerSetting(String name, String value, boolean needsRestart) implements MissingRequirement {}

    /** A setting for one role. */
    record RoleSetting(String role, String name, String value) implements MissingRequirement {}

    record HigherConnectionLimit(String role) implements MissingRequirement {}

    record HigherDatabaseLimit(String database) implements MissingRequirement {}

    record LongerValidity(String role) implements MissingRequirement {}

    /** Something to be done outside the server, said in a sentence. */
    record Advice(String sentence) implements MissingRequirement {}

    /** What lacks to a right that is not in force. */
    static MissingRequirement forPrivilege(String right, RolePrivileges role, boolean granted) {
        return granted
                ? new InheritedPrivilege(role.name(), right, role.inherits())
                : new Privilege(role.name(), right);
    }
}
