package io.connwarden.standalone.campaign;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.standalone.campaign.SessionLedger.Opened;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The sessions of applications on the target. Zombies are idle and may be ended; wakers are idle and then run a
 * statement; innocent sessions come and go, so that pids are recycled. Used by one thread.
 */
final class SessionTraffic implements AutoCloseable {
    private static final int MAX_ZOMBIES = 26;
    private static final int STABLE_INNOCENTS = 6;
    private static final int MAX_CHURN_MILLIS = 4000;
    private static final int MAX_SLEEP_MILLIS = 6000;
    /** A woken session is closed before it is idle for the threshold again. */
    private static final int AWAKE_MILLIS = 1500;

    private final SessionLedger ledger;
    private final Connection observer;
    private final Random random;
    private final List<Opened> zombies = new ArrayList<>();
    private final List<TimedSession> churn = new ArrayList<>();
    private final List<TimedSession> sleepers = new ArrayList<>();
    private final List<Opened> stable = new ArrayList<>();
    private int opened;
    private int ticks;

    SessionTraffic(SessionLedger ledger, String observerUrl, Random random) throws SQLException {
        this.ledger = ledger;
        this.observer = DriverManager.getConnection(observerUrl + "&ApplicationName=campaign-observer");
        this.random = random;
    }

    /** A session with the time of its next change. */
    private record TimedSession(Opened session, Instant due) {}

    /** Opens the sessions that stay for the whole round; they are idle for long, and protected. */
    void openStableSessions() throws SQLException {
        for (int i = 0; i < STABLE_INNOCENTS; i++) {
            stable.add(openInnocent());
        }
    }

    /** Opens, wakes and closes sessions. Called ten times per second. */
    void tick(boolean openZombies) throws SQLException {
        ticks++;
        churn.add(new TimedSession(openInnocent(), inMillis(200, MAX_CHURN_MILLIS)));
        closeDue(churn);
        if (openZombies && ticks % 2 == 0 && zombies.size() < MAX_ZOMBIES) {
            zombies.add(openReleased("zombie-"));
        }
        if (ticks % 8 == 0) {
            sleepers.add(new TimedSession(openReleased("waker-"), inMillis(1000, MAX_SLEEP_MILLIS)));
        }
        wakeDue();
        if (ticks % 10 == 0) {
            forgetEnded();
        }
    }

    private static Instant soon(long millis) {
        return Instant.now().plusMillis(millis);
    }

    private Instant inMillis(int min, int max) {
        return soon(min + random.nextInt(max - min));
    }

    private Opened openInnocent() throws SQLException {
        return ledger.open(CampaignEnvironment.INNOCENT_PREFIX + opened++);
    }

    private Opened openReleased(String prefix) throws SQLException {
        Opened session = ledger.open(prefix + opened++);
        ledger.release(session.id());
        return session;
    }

    private static void closeDue(List<TimedSession> sessions) {
        Instant now = Instant.now();
        for (Iterator<TimedSession> each = sessions.iterator(); each.hasNext(); ) {
            TimedSession session = each.next();
            if (session.due().isBefore(now)) {
                close(session.session());
                each.remove();
            }
        }
    }

    private void wakeDue() {
        Instant now = Instant.now();
        for (Iterator<TimedSession> each = sleepers.iterator(); each.hasNext(); ) {
            TimedSession sleeper = each.next();
            if (sleeper.due().isBefore(now)) {
                each.remove();
                wake(sleeper.session());
            }
        }
    }

    private void wake(Opened session) {
        Instant statementSent = Instant.now();
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("SELECT 1");
            ledger.reclaim(session.id(), statementSent, CampaignEnvironment.IDLE_THRESHOLD, Verdict.LOG_DELAY);
            churn.add(new TimedSession(session, soon(AWAKE_MILLIS)));
        } catch (SQLException e) {
            // The session was ended while it was idle.
            close(session);
        }
    }

    private void forgetEnded() throws SQLException {
        Set<SessionId> alive = new HashSet<>();
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT pid, backend_start FROM pg_stat_activity WHERE application_name LIKE 'zombie-%'")) {
            while (rows.next()) {
                alive.add(new SessionId(
                        rows.getInt(1), rows.getObject(2, OffsetDateTime.class).toInstant()));
            }
        }
        zombies.removeIf(zombie -> {
            boolean ended = !alive.contains(zombie.id());
            if (ended) {
                close(zombie);
            }
            return ended;
        });
    }

    private static void close(Opened session) {
        try {
            session.connection().close();
        } catch (SQLException e) {
            // The session has ended.
        }
    }

    @Override
    public void close() throws SQLException {
        zombies.forEach(SessionTraffic::close);
        stable.forEach(SessionTraffic::close);
        churn.forEach(each -> close(each.session()));
        sleepers.forEach(each -> close(each.session()));
        observer.close();
    }
}
