package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.RoleRights;

/** Something that is missing. */
public sealed interface Need {

    /** A role lacks a right of a predefined role. */
    record Right(String role, String right) implements Need {}

    /**
     * A role was granted a right that is not in force, because it or a role in between does not inherit.
     *
     * @param inherits whether the role itself was made INHERIT
     */
    record Inheritance(String role, String right, boolean inherits) implements Need {}

    /**
     * A setting of the whole server.
     *
     * @param restart whether it takes effect only when the server starts
     */
    record ServerSetting(String name, String value, boolean restart) implements Need {}

    /** A setting for one role. */
    record RoleSetting(String role, String name, String value) implements Need {}

    record HigherConnectionLimit(String role) implements Need {}

    record HigherDatabaseLimit(String database) implements Need {}

    record LongerValidity(String role) implements Need {}

    /** Something to be done outside the server, said in a sentence. */
    record Advice(String sentence) implements Need {}

    /** What lacks to a right that is not in force. */
    static Need toHave(String right, RoleRights role, boolean granted) {
        return granted ? new Inheritance(role.name(), right, role.inherits()) : new Right(role.name(), right);
    }
}
