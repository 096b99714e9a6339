package io.connwarden.client.call;

import io.connwarden.client.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * A step in the processing of a call. A stage does one job and passes the call to the next stage. The router's assembly
 * composes the chain. Stages are thread-safe.
 */
public interface Stage {

    /**
     * Runs the call.
     *
     * @throws io.connwarden.client.query.QueryException if the call has failed
     * @throws AttemptFailedException if this attempt has failed; only below the retry stage
     */
    <T extends @Nullable Object> T run(Call call, Query<T> query);
}
