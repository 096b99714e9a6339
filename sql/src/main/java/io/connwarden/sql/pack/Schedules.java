package io.connwarden.sql.pack;

/**
 * When pg_cron's three jobs run, as cron expressions.
 *
 * @param check of {@code monitor_connections()}
 * @param cleanup of {@code terminate_idle_connections(15, 10)}
 * @param report of {@code log_hourly_report()}
 */
public record Schedules(String check, String cleanup, String report) {

    /** Every 5 minutes, every 15 minutes, every hour. */
    public static Schedules defaults() {
        return new Schedules("*/5 * * * *", "*/15 * * * *", "0 * * * *");
    }
}
