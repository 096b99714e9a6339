package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.status.AbandonedConnection;

/** A listener for events of connections. Implementations must not block and must not throw. */
public interface LaneListener {

    /** Called before a cancel request is sent. */
    void onCancel(Call call);

    /** Called when a connection is reclaimed from a query that does not return. */
    void onAbandoned(AbandonedConnection connection);

    /** Called when a query of normal priority uses the reserved lane. */
    void onFallback(Call call);
}
