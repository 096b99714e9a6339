package io.connwarden.sql.store;

import io.connwarden.sql.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements for the log store. The file of each is named after its constant. */
enum StoreStatement {
    ACCEPT_COMMAND,
    ACQUIRE_RELAY_LEASE,
    ACQUIRE_RESERVE_LEASE,
    ALERT_STATES,
    BEGIN_HOURLY_REPORTS,
    CHECK_LEASE,
    CLAIM_COMMAND,
    CLAIM_OVERDUE_COMMAND,
    COMPLETE_COMMAND,
    COUNT_PENDING_COMMANDS,
    COUNT_TERMINATIONS,
    COUNT_TERMINATIONS_BY_TARGET,
    CURRENT_TIME,
    DELETE_ALERT_STATES,
    DELETE_COMMANDS,
    DELETE_SENT_RECORDS,
    DELETE_UNRECLAIMED_SESSIONS,
    ENQUEUE_RECORD,
    EXISTING_COMMAND,
    FINISH_INTENT,
    INTENTS_OF_COMMAND,
    LAST_ACTION_BY_RULE,
    LOCK_LEASE,
    LOCK_TARGETS,
    MARK_RECORDS_SENT,
    OUTBOX_DEPTH,
    PAUSE,
    PAUSES,
    PAUSES_AFFECTING_TARGET,
    PING,
    REJECT_RECORD,
    RELEASE_COMMAND,
    RELEASE_RELAY_LEASE,
    RELEASE_RESERVE_LEASE,
    RENEW_LEASES,
    REPORTED_FAULTS,
    REPORT_FAULTS,
    RESUME,
    ROLL_PARTITIONS,
    SESSIONS_OF_INTENT,
    TARGETS_WITH_ALERTS,
    TARGETS_WITH_AUTOMATIC_ACTION,
    TARGETS_WITH_WORK,
    TOPICS_WITH_UNSENT_RECORDS,
    UNRECLAIMED_SESSIONS,
    UNSENT_RECORDS,
    UPDATE_UNRECLAIMED_SESSIONS,
    UPSERT_ALERT_STATES,
    WATCHED_TARGETS,
    WATCH_TARGETS,
    WRITE_HEALTH_ARRIVALS,
    WRITE_HEALTH_EVENTS,
    WRITE_HOURLY_REPORTS,
    WRITE_INTENT,
    WRITE_INTENT_SESSIONS,
    WRITE_LOG_ENTRY,
    WRITE_MISSING_OUTCOMES,
    WRITE_NO_ACTION,
    WRITE_OUTCOMES,
    WRITE_SIGNALS;

    private final String sql = SqlFile.load(this);

    String sql() {
        return sql;
    }

    /** Begins a call of the statement, which joins the transaction of the caller. */
    JdbcClient.StatementSpec on(JdbcClient jdbc) {
        return jdbc.sql(sql);
    }
}
