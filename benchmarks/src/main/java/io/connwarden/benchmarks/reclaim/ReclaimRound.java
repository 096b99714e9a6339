package io.connwarden.benchmarks.reclaim;

import io.connwarden.benchmarks.reclaim.Contender.Running;
import io.connwarden.benchmarks.reclaim.TargetObserver.IdleSince;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A round of one contender, with a quiet time, the opening of the sessions, their idle time, and their end. The
 * contender runs in its own round only, so that the other one does not compete for the processors.
 *
 * @param phase the fraction of a second at which the sessions begin to idle, 0 to below 1
 */
record ReclaimRound(
        ReclaimSettings settings, int number, double phase, BenchmarkServers servers, TargetObserver observer) {
    /** The observation ends at this time after the limit, or with the last session if that is later. */
    private static final Duration TIME_AFTER_LIMIT = Duration.ofSeconds(3);

    RoundFigures run(Contender contender) throws Exception {
        Running running = contender.start();
        try {
            int others = observer.sessions();
            TargetLoad before = observer.loadOf(contender.role());
            TimeUnit.NANOSECONDS.sleep(settings.quietTime().toNanos());
            return reclaim(contender, others, before);
        } finally {
            running.close();
        }
    }

    private RoundFigures reclaim(Contender contender, int others, TargetLoad before) throws Exception {
        // An application that comes back under its name would be a pool, and G7 spares the sessions of a pool.
        String application = "leak-" + number;
        try (LeakedSessions sessions = LeakedSessions.open(servers.shopUrl(), settings.sessions(), application)) {
            ClockSecond.awaitFraction(phase);
            sessions.useAll();
            IdleSince idle = requireAll(observer.idleSince(application));
            Instant crossedAt = idle.last().plus(settings.idleLimit());
            Instant ended = observer.awaitSessions(others, idle.first().plus(settings.idleLimit()));
            ClockSecond.awaitTime(crossedAt.plus(TIME_AFTER_LIMIT));
            return new RoundFigures(
                    crossedAt,
                    Duration.between(idle.first(), idle.last()),
                    Duration.between(crossedAt, ended),
                    observer.loadOf(contender.role()).since(before));
        }
    }

    private IdleSince requireAll(IdleSince idle) {
        if (idle.sessions() != settings.sessions()) {
            throw new IllegalStateException(idle.sessions() + " of " + settings.sessions()
                    + " sessions are idle before the limit;" + " raise --idle-limit-seconds on a slow machine");
        }
        return idle;
    }
}
