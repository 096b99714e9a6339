package io.connwarden.doctor.remedy;

import io.connwarden.doctor.check.MissingRequirement;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Server;
import io.connwarden.sql.remedy.RemedyStatement;
import java.util.Map;

/** Turns what is missing into what to do on this very server. Immutable. */
public final class RemedyFactory {
    private static final int MIN_MAJOR_WITH_GRANT_INHERIT = 16;
    private static final int DEFAULT_MAJOR = 18;

    private final ProviderInstructions instructions;
    private final int major;
    private final boolean standby;

    private RemedyFactory(ProviderInstructions place, int major, boolean standby) {
        this.instructions = place;
        this.major = major;
        this.standby = standby;
    }

    public static RemedyFactory forFindings(Findings findings) {
        return new RemedyFactory(
                ProviderInstructions.of(findings.provider()),
                findings.server().value().map(Server::major).orElse(DEFAULT_MAJOR),
                findings.isStandby());
    }

    public Remedy remedyFor(MissingRequirement need) {
        if (need instanceof MissingRequirement.Privilege right) {
            return roleStatement(
                    RemedyStatement.GRANT, Map.of("right", right.privilege(), "role", quoted(right.role())));
        }
        if (need instanceof MissingRequirement.InheritedPrivilege right) {
            return roleStatement(
                    inheritanceStatement(right), Map.of("right", right.privilege(), "role", quoted(right.role())));
        }
        if (need instanceof MissingRequirement.ServerSetting setting) {
            return serverRemedy(setting);
        }
        return need instanceof MissingRequirement.Advice advice ? new Remedy(advice.sentence(), "") : roleRemedy(need);
    }

    private RemedyStatement inheritanceStatement(MissingRequirement.InheritedPrivilege right) {
        if (major >= MIN_MAJOR_WITH_GRANT_INHERIT) {
            return RemedyStatement.INHERIT_RIGHT;
        }
        // The role inherits already: one in between does not, and a grant of its own goes past that.
        return right.inherits() ? RemedyStatement.GRANT : RemedyStatement.INHERIT;
    }

    private Remedy roleRemedy(MissingRequirement need) {
        if (need instanceof MissingRequirement.RoleSetting setting) {
            return roleStatement(
                    RemedyStatement.SET_FOR_ROLE,
                    Map.of("role", quoted(setting.role()), "name", setting.name(), "value", setting.value()));
        }
        if (need instanceof MissingRequirement.HigherConnectionLimit limit) {
            return roleStatement(RemedyStatement.LIFT_CONNECTION_LIMIT, Map.of("role", quoted(limit.role())));
        }
        if (need instanceof MissingRequirement.HigherDatabaseLimit limit) {
            return roleStatement(RemedyStatement.LIFT_DATABASE_LIMIT, Map.of("database", quoted(limit.database())));
        }
        if (need instanceof MissingRequirement.LongerValidity validity) {
            return roleStatement(RemedyStatement.EXTEND_VALIDITY, Map.of("role", quoted(validity.role())));
        }
        throw new IllegalArgumentException("no cure is known for " + need);
    }

    private Remedy roleStatement(RemedyStatement statement, Map<String, String> values) {
        return new Remedy(statement.format(values), instructions.administrator() + (standby ? ", on the primary" : ""));
    }

    private Remedy serverRemedy(MissingRequirement.ServerSetting setting) {
        if (instructions == ProviderInstructions.PLAIN) {
            String statement =
                    RemedyStatement.SET_FOR_SERVER.format(Map.of("name", setting.name(), "value", setting.value()));
            return new Remedy(
                    statement,
                    instructions.administrator()
                            + (setting.needsRestart()
                                    ? ", then restart the server"
                                    : ", then reload: pg_reload_conf()"));
        }
        return new Remedy(setting.name() + " = " + setting.value(), instructions.settings(setting.needsRestart()));
    }

    private static String quoted(String role) {
        return RemedyStatement.quoteIdentifier(role);
    }
}
