package io.connwarden.client.spring;

import io.connwarden.client.topics.TopicEventListener;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * An event listener that calls every listener bean in order. If listeners throw, the others are still called and the
 * first exception is rethrown.
 */
record CompositeEventListener<T extends Message>(List<TopicEventListener<T>> listeners)
        implements TopicEventListener<T> {

    static <T extends Message> CompositeEventListener<T> of(ObjectProvider<TopicEventListener<T>> listeners) {
        return new CompositeEventListener<>(listeners.orderedStream().toList());
    }

    @Override
    public void onEvent(Event<T> event) {
        callEach(listener -> listener.onEvent(event));
    }

    @Override
    public void onFailed(Event<T> event, RuntimeException failure) {
        callEach(listener -> listener.onFailed(event, failure));
    }

    @Override
    public void onUnreadable(String position, String reason) {
        callEach(listener -> listener.onUnreadable(position, reason));
    }

    private void callEach(Consumer<TopicEventListener<T>> call) {
        RuntimeException first = null;
        for (TopicEventListener<T> listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                first = suppress(first, e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException suppress(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
