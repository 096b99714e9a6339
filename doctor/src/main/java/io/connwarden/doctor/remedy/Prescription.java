package io.connwarden.doctor.remedy;

import io.connwarden.doctor.assessment.Need;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Server;
import io.connwarden.sql.remedy.RemedyStatement;
import java.util.Map;

/** Turns what is missing into what to do on this very server. Immutable. */
public final class Prescription {
    private static final int FIRST_WITH_INHERITANCE_PER_GRANT = 16;
    private static final int NEWEST = 18;

    private final Place place;
    private final int major;
    private final boolean standby;

    private Prescription(Place place, int major, boolean standby) {
        this.place = place;
        this.major = major;
        this.standby = standby;
    }

    public static Prescription on(Findings findings) {
        return new Prescription(
                Place.of(findings.provider()),
                findings.server().value().map(Server::major).orElse(NEWEST),
                findings.standby());
    }

    public Remedy cure(Need need) {
        if (need instanceof Need.Right right) {
            return role(RemedyStatement.GRANT, Map.of("right", right.right(), "role", quoted(right.role())));
        }
        if (need instanceof Need.Inheritance right) {
            return role(inheriting(right), Map.of("right", right.right(), "role", quoted(right.role())));
        }
        if (need instanceof Need.ServerSetting setting) {
            return server(setting);
        }
        return need instanceof Need.Advice advice ? new Remedy(advice.sentence(), "") : ofRole(need);
    }

    private RemedyStatement inheriting(Need.Inheritance right) {
        if (major >= FIRST_WITH_INHERITANCE_PER_GRANT) {
            return RemedyStatement.INHERIT_RIGHT;
        }
        // The role inherits already: one in between does not, and a grant of its own goes past that.
        return right.inherits() ? RemedyStatement.GRANT : RemedyStatement.INHERIT;
    }

    private Remedy ofRole(Need need) {
        if (need instanceof Need.RoleSetting setting) {
            return role(
                    RemedyStatement.SET_FOR_ROLE,
                    Map.of("role", quoted(setting.role()), "name", setting.name(), "value", setting.value()));
        }
        if (need instanceof Need.HigherConnectionLimit limit) {
            return role(RemedyStatement.LIFT_CONNECTION_LIMIT, Map.of("role", quoted(limit.role())));
        }
        if (need instanceof Need.HigherDatabaseLimit limit) {
            return role(RemedyStatement.LIFT_DATABASE_LIMIT, Map.of("database", quoted(limit.database())));
        }
        if (need instanceof Need.LongerValidity validity) {
            return role(RemedyStatement.EXTEND_VALIDITY, Map.of("role", quoted(validity.role())));
        }
        throw new IllegalArgumentException("no cure is known for " + need);
    }

    private Remedy role(RemedyStatement statement, Map<String, String> values) {
        return new Remedy(statement.with(values), place.administrator() + (standby ? ", on the primary" : ""));
    }

    private Remedy server(Need.ServerSetting setting) {
        if (place == Place.PLAIN) {
            String statement =
                    RemedyStatement.SET_FOR_SERVER.with(Map.of("name", setting.name(), "value", setting.value()));
            return new Remedy(
                    statement,
                    place.administrator()
                            + (setting.restart() ? ", then restart the server" : ", then reload: pg_reload_conf()"));
        }
        return new Remedy(setting.name() + " = " + setting.value(), place.settings(setting.restart()));
    }

    private static String quoted(String role) {
        return RemedyStatement.quoted(role);
    }
}
