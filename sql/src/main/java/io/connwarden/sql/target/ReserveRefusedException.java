package io.connwarden.sql.target;

import java.sql.SQLException;

/** The failure of a connection without a free slot, because the permit for a reserved slot was refused. */
final class ReserveRefusedException extends SQLException {
    private static final long serialVersionUID = 1;

    private final String reason;

    ReserveRefusedException(String reason, SQLException noFreeSlot) {
        super(noFreeSlot.getMessage(), noFreeSlot.getSQLState(), noFreeSlot);
        this.reason = reason;
    }

    /** Returns the reason of the refusal as the end of a sentence, or an empty text for another failure. */
    static String reasonIn(Throwable failure) {
        return failure instanceof ReserveRefusedException refused
                ? "; waiting for a reserved slot: " + refused.reason
                : "";
    }
}
