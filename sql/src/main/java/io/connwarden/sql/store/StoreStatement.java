package io.connwarden.sql.store;

import io.connwarden.sql.SqlFile;
import java.util.Locale;

/** The statements sent to the log store, each in the file of its name beside this class. */
enum StoreStatement {
    ACCEPT_COMMAND,
    ANSWERS,
    AUTOMATIC_WAITING,
    CLAIM_COMMAND,
    COMMANDS_WAITING,
    END_WATCH,
    ENQUEUE,
    FINISH_COMMAND,
    FINISH_INTENT,
    FORGET_COMMANDS,
    FORGET_SENT,
    HOLD_LEASE,
    HOURLY_REPORT,
    INTENTS_OF_COMMAND,
    KEEP_DAYS,
    KEEP_WATCH,
    LAST_ACTED,
    LOCK_TARGET,
    LOCK_UPKEEP,
    MARK_SENT,
    NOTE_SIGNALS,
    OUTBOX_DEPTH,
    PAUSE,
    PAUSES_OF,
    REFUSE,
    RELAY_LOCK,
    RELAY_UNLOCK,
    RELEASE_COMMAND,
    RENEW_LEASES,
    RESUME,
    SESSIONS_OF_INTENT,
    STORED_ANSWER,
    TARGETS_WITH_WORK,
    TERMINATIONS_SINCE,
    UNSENT,
    WATCHES_OF,
    WRITE_CHECKS,
    WRITE_INTENT,
    WRITE_INTENT_SESSIONS,
    WRITE_LOG,
    WRITE_NO_ACTION,
    WRITE_OUTCOMES;

    private final String sql;

    StoreStatement() {
        this.sql = SqlFile.load(
                StoreStatement.class, name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql");
    }

    String sql() {
        return sql;
    }
}
