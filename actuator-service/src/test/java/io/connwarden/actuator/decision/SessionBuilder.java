package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Builds a session, with defaults for everything that a test does not set. Ages end at {@link #NOW}. */
public final class SessionBuilder {
    public static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    private final int pid;
    private Instant backendStart = NOW.minus(Duration.ofHours(8));
    private String user = "shop";
    private String application = "web";
    private String database = "orders";
    private String clientAddress = "10.0.0.7";
    private SessionState state = SessionState.IDLE;
    private Instant stateChange = NOW;
    private Instant xactStart;
    private Instant queryStart;
    private String backendType = Session.CLIENT_BACKEND;
    private boolean superuser;
    private boolean own;
    private boolean replication;
    private boolean listening;
    private boolean holdsAdvisoryLock;
    private boolean backup;
    private int blocking;
    private Session.Work work = Session.Work.UNBLOCKED;

    private SessionBuilder(int pid) {
        this.pid = pid;
    }

    public static SessionBuilder session(int pid) {
        return new SessionBuilder(pid);
    }

    public static Session idle(int pid, Duration age) {
        return session(pid).idleFor(age).build();
    }

    public static Session active(int pid, Duration age) {
        return session(pid).activeFor(age).build();
    }

    public static Session stuck(int pid, Duration age) {
        return session(pid).stuckFor(age, age).build();
    }

    public SessionBuilder idleFor(Duration age) {
        state = SessionState.IDLE;
        stateChange = NOW.minus(age);
        return this;
    }

    public SessionBuilder activeFor(Duration age) {
        state = SessionState.ACTIVE;
        stateChange = NOW.minus(age);
        queryStart = stateChange;
        xactStart = stateChange;
        return this;
    }

    public SessionBuilder stuckFor(Duration transaction, Duration silence) {
        state = SessionState.IDLE_IN_TRANSACTION;
        stateChange = NOW.minus(silence);
        xactStart = NOW.minus(transaction);
        return this;
    }

    public SessionBuilder state(SessionState anyState) {
        state = anyState;
        return this;
    }

    public SessionBuilder stateChange(Instant instant) {
        stateChange = instant;
        return this;
    }

    public SessionBuilder queryStart(Instant instant) {
        queryStart = instant;
        return this;
    }

    public SessionBuilder xactStart(Instant instant) {
        xactStart = instant;
        return this;
    }

    public SessionBuilder backendStart(Instant instant) {
        backendStart = instant;
        return this;
    }

    public SessionBuilder user(String name) {
        user = name;
        return this;
    }

    public SessionBuilder application(String name) {
        application = name;
        return this;
    }

    public SessionBuilder database(String name) {
        database = name;
        return this;
    }

    public SessionBuilder clientAddress(String address) {
        clientAddress = address;
        return this;
    }

    public SessionBuilder backendType(String type) {
        backendType = type;
        return this;
    }

    public SessionBuilder superuser() {
        superuser = true;
        return this;
    }

    public SessionBuilder own() {
        own = true;
        return this;
    }

    public SessionBuilder replication() {
        replication = true;
        return this;
    }

    public SessionBuilder listening() {
        listening = true;
        return this;
    }

    public SessionBuilder holdingAdvisoryLock() {
        holdsAdvisoryLock = true;
        return this;
    }

    public SessionBuilder backup() {
        backup = true;
        return this;
    }

    public SessionBuilder blocking(int sessions) {
        blocking = sessions;
        return this;
    }

    /** The session is active and waits for its client in the middle of an exchange. */
    public SessionBuilder waitingForClient() {
        work = new Session.Work(true, false, false, List.of(), work.maintenance());
        return this;
    }

    public SessionBuilder waitingForLockOf(Integer... pids) {
        work = new Session.Work(false, true, false, List.of(pids), work.maintenance());
        return this;
    }

    /** The session requests a table lock, as DDL does. */
    public SessionBuilder requestingTableLockOf(Integer... pids) {
        work = new Session.Work(false, true, true, List.of(pids), work.maintenance());
        return this;
    }

    public SessionBuilder maintenance() {
        work = new Session.Work(
                work.waitsForClient(), work.waitsForLock(), work.waitsForTableLock(), work.blockedBy(), true);
        return this;
    }

    public Session build() {
        return new Session(
                pid,
                backendStart,
                new Session.Client(user, application, database, clientAddress),
                new Session.Activity(state, stateChange, xactStart, queryStart, null, blocking),
                new Session.Traits(backendType, superuser, own, replication, listening, holdsAdvisoryLock, backup),
                work);
    }

    public static SessionId idOf(Session session) {
        return session.id().orElseThrow();
    }
}
