package io.connwarden.client.call;

import io.connwarden.client.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * One job on the way of a call. A stage does its job and hands the call to the next; the stages are put together in
 * one place, the router's assembly. Stages are thread-safe.
 */
public interface Stage {

    /**
     * Takes the call on.
     *
     * @throws io.connwarden.client.query.QueryException when the call is over
     * @throws AttemptFailedException when this attempt is over and another may be made; only below the retrying stage
     */
    <T extends @Nullable Object> T run(Call call, Query<T> query);
}
