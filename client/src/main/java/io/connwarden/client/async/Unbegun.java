package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.Watch;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryRefusedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The asynchronous calls that wait to be begun, so that each ends in time and none is forgotten at the close. */
public final class Unbegun {
    private final Set<AsyncCall<?>> calls = ConcurrentHashMap.newKeySet();
    private final Watch watch;
    private final BiConsumer<Call, QueryException> onEnd;

    /**
     * None yet.
     *
     * @param onEnd told of each call that ended without ever being begun
     */
    public Unbegun(Watch watch, BiConsumer<Call, QueryException> onEnd) {
        this.watch = watch;
        this.onEnd = onEnd;
    }

    void add(AsyncCall<?> call) {
        calls.add(call);
        watch.add(call);
    }

    void remove(AsyncCall<?> call) {
        calls.remove(call);
        watch.remove(call);
    }

    int count() {
        return calls.size();
    }

    void ends(AsyncCall<?> async, QueryException how) {
        onEnd.accept(async.call(), how);
        async.future().completeExceptionally(how);
    }

    void refuseAll(Function<Call, QueryRefusedException> reason) {
        for (AsyncCall<?> call : calls) {
            call.refuse(reason.apply(call.call()));
        }
    }
}
