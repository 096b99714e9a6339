package io.connwarden.sql.pack;

/**
 * The schedules of the three jobs, as cron expressions.
 *
 * @param check schedule of {@code monitor_connections()}
 * @param cleanup schedule of {@code terminate_idle_connections(15, 10)}
 * @param report schedule of {@code log_hourly_report()}
 */
public record Schedules(String check, String cleanup, String report) {

    /** Returns the schedules every 5 minutes, every 15 minutes and every hour. */
    public static Schedules defaults() {
        return new Schedules("*/5 * * * *", "*/15 * * * *", "0 * * * *");
    }
}
