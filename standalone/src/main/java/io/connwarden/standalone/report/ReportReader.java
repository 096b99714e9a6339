package io.connwarden.standalone.report;

import io.connwarden.contracts.message.Alert;
import io.connwarden.sql.store.DecisionReports;
import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.StoreReader;
import io.connwarden.standalone.report.StoreOptions.StoreAddress;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.target.ServerUnusableException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** The reader of a report from a log store. Each failure names the log store and the remedy. */
final class ReportReader {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private ReportReader() {}

    /**
     * Reads the report of a period.
     *
     * @param target null for all targets
     * @throws InvalidInputException if the period or the target is not valid for this log store
     * @throws ServerUnusableException if the log store rejects the connection, or answers with an error
     */
    static DecisionReport read(StoreAddress store, ReportPeriod period, @Nullable String target) {
        try {
            DecisionReport report = StoreReader.read(
                    store.url(), store.login(), "connwarden-report", source -> read(source, period, target));
            requireKnown(target, report);
            return report;
        } catch (SQLException e) {
            throw unusable(store, e);
        } catch (DataAccessException e) {
            throw NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
                    ? unusable(store, cause)
                    : e;
        }
    }

    private static DecisionReport read(DataSource source, ReportPeriod period, @Nullable String target) {
        Instant now = new StoreClock(source).now();
        Instant since = period.startAt(now);
        if (!since.isBefore(now)) {
            throw new InvalidInputException("--since must be before now, and is " + since + "; now is " + now);
        }
        return new DecisionReports(source).read(since, now, target);
    }

    private static void requireKnown(@Nullable String target, DecisionReport report) {
        boolean hasTraces = !report.groups().isEmpty()
                || !report.decisions().isEmpty()
                || !report.actions().isEmpty();
        if (target != null && !hasTraces && !report.activity().targets().contains(target)) {
            List<String> known = report.activity().targets().stream()
                    .filter(id -> !Alert.CONNWARDEN.equals(id))
                    .toList();
            throw new InvalidInputException(
                    "--target '" + target + "' is not in the log store; its targets are " + known);
        }
    }

    private static ServerUnusableException unusable(StoreAddress store, SQLException e) {
        return new ServerUnusableException(
                "log store " + store.display() + ": " + firstSentence(e) + ". " + remedy(store, e) + ".", e);
    }

    /** Returns the first line of the message, which the position in the statement follows. */
    private static String firstSentence(SQLException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static String remedy(StoreAddress store, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (UNDEFINED_TABLE.equals(state)) {
            return "The database has no log store of this version. Check --store-url; the actuator creates the tables"
                    + " when it starts";
        }
        if (INSUFFICIENT_PRIVILEGE.equals(state)) {
            return "As the owner of the log store: GRANT SELECT ON ALL TABLES IN SCHEMA public TO \""
                    + store.login().getProperty("user") + "\"";
        }
        return state.startsWith("28")
                ? "Check --store-user, --store-password-file and PGPASSWORD"
                : "Start guard, or set --store-url to the address of the log store";
    }
}
