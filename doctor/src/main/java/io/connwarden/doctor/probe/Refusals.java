package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.Refusal;
import io.connwarden.sql.target.ConnectFailure;
import java.sql.SQLException;

/** Reads why the server refused. */
final class Refusals {
    private Refusals() {}

    static Refusal of(SQLException failure) {
        ConnectFailure read = ConnectFailure.of(failure);
        return new Refusal(kind(read.kind()), read.message());
    }

    private static Refusal.Kind kind(ConnectFailure.Kind kind) {
        return switch (kind) {
            case FULL -> Refusal.Kind.FULL;
            case ROLE_LIMIT -> Refusal.Kind.ROLE_LIMIT;
            case DATABASE_LIMIT -> Refusal.Kind.DATABASE_LIMIT;
            case TOO_MANY -> Refusal.Kind.TOO_MANY;
            case AUTHENTICATION -> Refusal.Kind.AUTHENTICATION;
            case UNREACHABLE -> Refusal.Kind.UNREACHABLE;
            case TIMEOUT -> Refusal.Kind.TIMEOUT;
            case STARTING -> Refusal.Kind.STARTING;
            case OTHER -> Refusal.Kind.OTHER;
        };
    }
}
