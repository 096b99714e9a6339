package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.status.AbandonedConnection;

/** Told of what happens to connections, for counting and logging. Must not block or throw. */
public interface LaneEvents {

    /** The server is about to be asked to cancel a statement. */
    void onCancel(Call call);

    void onAbandoned(AbandonedConnection connection);

    /** A normal query looked for a place in the reserved lane. */
    void onFallback(Call call);
}
