package io.connwarden.console.guide;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.connwarden.console.access.Caller;
import io.connwarden.console.limit.ConcurrencyLimit;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The latest results of STATUS, one per target. A reader may ask often, and each STATUS occupies a thread until its
 * result, so that one caller waits for a few at a time. Thread-safe.
 */
final class LatestStates {
    /** The maximum number of STATUS commands of one caller at the same time. */
    static final int MAX_REQUESTS = 2;

    private static final Duration MAX_AGE = Duration.ofSeconds(2);
    private static final int MAX_TARGETS = 1_000;

    private final Cache<String, Result> latest;
    private final ConcurrencyLimit requests = new ConcurrencyLimit(MAX_REQUESTS);

    LatestStates() {
        this(Ticker.systemTicker());
    }

    LatestStates(Ticker ticker) {
        this.latest = Caffeine.newBuilder()
                .maximumSize(MAX_TARGETS)
                .expireAfterWrite(MAX_AGE)
                .ticker(ticker)
                .build();
    }

    /**
     * Returns the result of the last two seconds, otherwise a new one.
     *
     * @throws ProblemException 429 if the caller waits for too many
     */
    Result get(Caller caller, String target, Supplier<Result> status) {
        Result known = latest.getIfPresent(target);
        if (known != null) {
            return known;
        }
        if (!requests.tryAcquire(caller.identity())) {
            throw ProblemException.tooManyRequests(
                    MAX_REQUESTS + " requests of the token wait for the state of a target; send the request again",
                    Duration.ofSeconds(1));
        }
        try {
            Result result = status.get();
            latest.put(target, result);
            return result;
        } finally {
            requests.release(caller.identity());
        }
    }
}
