package io.connwarden.doctor.remedy;

import io.connwarden.doctor.check.MissingRequirement;
import io.connwarden.doctor.reading.Provider;
import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.Server;
import io.connwarden.sql.remedy.RemedyStatement;
import java.util.Map;

/** The factory of remedies for one server. Immutable. */
public final class RemedyFactory {
    private static final int MIN_MAJOR_WITH_GRANT_INHERIT = 16;
    private static final int DEFAULT_MAJOR = 18;

    private final Provider provider;
    private final int major;
    private final boolean standby;

    private RemedyFactory(Provider provider, int major, boolean standby) {
        this.provider = provider;
        this.major = major;
        this.standby = standby;
    }

    public static RemedyFactory forReadings(Readings readings) {
        return new RemedyFactory(
                readings.provider(),
                readings.server().identity().value().map(Server::major).orElse(DEFAULT_MAJOR),
                readings.isStandby());
    }

    public Remedy remedyFor(MissingRequirement requirement) {
        if (requirement instanceof MissingRequirement.MissingPrivilege privilege) {
            return roleStatement(
                    RemedyStatement.GRANT,
                    Map.of("privilege", privilege.privilege(), "role", quoted(privilege.role())));
        }
        if (requirement instanceof MissingRequirement.CatalogPrivilege missing) {
            Remedy grant = roleStatement(
                    RemedyStatement.GRANT, Map.of("privilege", missing.privilege(), "role", quoted(missing.role())));
            return new Remedy(grant.action(), grant.context() + ", in database " + missing.database());
        }
        if (requirement instanceof MissingRequirement.MissingInheritance privilege) {
            return roleStatement(
                    inheritanceStatement(privilege),
                    Map.of("privilege", privilege.privilege(), "role", quoted(privilege.role())));
        }
        if (requirement instanceof MissingRequirement.ServerSetting setting) {
            return serverRemedy(setting);
        }
        return requirement instanceof MissingRequirement.Advice advice
                ? new Remedy(advice.sentence(), "")
                : roleRemedy(requirement);
    }

    private RemedyStatement inheritanceStatement(MissingRequirement.MissingInheritance privilege) {
        if (major >= MIN_MAJOR_WITH_GRANT_INHERIT) {
            return RemedyStatement.INHERIT_PRIVILEGE;
        }
        // If the role itself inherits, a role in the chain does not; a direct grant bypasses the chain.
        return privilege.inherits() ? RemedyStatement.GRANT : RemedyStatement.INHERIT;
    }

    private Remedy roleRemedy(MissingRequirement requirement) {
        if (requirement instanceof MissingRequirement.RoleSetting setting) {
            return roleStatement(
                    RemedyStatement.SET_FOR_ROLE,
                    Map.of("role", quoted(setting.role()), "name", setting.name(), "value", setting.value()));
        }
        if (requirement instanceof MissingRequirement.HigherConnectionLimit limit) {
            return roleStatement(RemedyStatement.LIFT_CONNECTION_LIMIT, Map.of("role", quoted(limit.role())));
        }
        if (requirement instanceof MissingRequirement.HigherDatabaseLimit limit) {
            return roleStatement(RemedyStatement.LIFT_DATABASE_LIMIT, Map.of("database", quoted(limit.database())));
        }
        if (requirement instanceof MissingRequirement.LongerValidity validity) {
            return roleStatement(RemedyStatement.EXTEND_VALIDITY, Map.of("role", quoted(validity.role())));
        }
        throw new IllegalArgumentException("no remedy exists for " + requirement);
    }

    private Remedy roleStatement(RemedyStatement statement, Map<String, String> values) {
        return new Remedy(statement.format(values), provider.administrator() + (standby ? ", on the primary" : ""));
    }

    private Remedy serverRemedy(MissingRequirement.ServerSetting setting) {
        if (provider == Provider.PLAIN) {
            String statement =
                    RemedyStatement.SET_FOR_SERVER.format(Map.of("name", setting.name(), "value", setting.value()));
            return new Remedy(
                    statement,
                    provider.administrator()
                            + (setting.needsRestart()
                                    ? ", then restart the server"
                                    : ", then reload: pg_reload_conf()"));
        }
        return new Remedy(setting.name() + " = " + setting.value(), provider.settings(setting.needsRestart()));
    }

    private static String quoted(String role) {
        return RemedyStatement.quoteIdentifier(role);
    }
}
