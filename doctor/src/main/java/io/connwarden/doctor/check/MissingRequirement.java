package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.RolePrivileges;

/** A missing requirement. */
public sealed interface MissingRequirement {

    /** A privilege of a predefined role that a role lacks. */
    record MissingPrivilege(String role, String privilege) implements MissingRequirement {}

    /**
     * A privilege on an object of the system catalog.
     *
     * @param privilege the middle of a GRANT, such as {@code SELECT ON pg_catalog.pg_roles}
     * @param database the database of the url, to which the GRANT applies
     */
    record CatalogPrivilege(String role, String privilege, String database) implements MissingRequirement {}

    /**
     * A granted privilege without effect, because the role or a role in the chain does not inherit.
     *
     * @param inherits whether the role itself has the attribute INHERIT
     */
    record MissingInheritance(String role, String privilege, boolean inherits) implements MissingRequirement {}

    /**
     * A server setting.
     *
     * @param needsRestart whether the setting takes effect only at a start of the server
     */
    record ServerSetting(String name, String value, boolean needsRestart) implements MissingRequirement {}

    /** A setting for one role. */
    record RoleSetting(String role, String name, String value) implements MissingRequirement {}

    record HigherConnectionLimit(String role) implements MissingRequirement {}

    record HigherDatabaseLimit(String database) implements MissingRequirement {}

    record LongerValidity(String role) implements MissingRequirement {}

    /** An action outside the server, as a sentence. */
    record Advice(String sentence) implements MissingRequirement {}

    /** Returns the requirement for a privilege that is not in force. */
    static MissingRequirement forPrivilege(String privilege, RolePrivileges role, boolean granted) {
        return granted
                ? new MissingInheritance(role.name(), privilege, role.inherits())
                : new MissingPrivilege(role.name(), privilege);
    }
}
