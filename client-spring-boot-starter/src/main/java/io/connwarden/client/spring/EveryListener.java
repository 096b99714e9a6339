package io.connwarden.client.spring;

import io.connwarden.client.topics.EventListener;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Tells every listener of the application, in their order; the failure of one does not keep it from the others. */
record EveryListener<T extends Message>(List<EventListener<T>> listeners) implements EventListener<T> {

    static <T extends Message> EveryListener<T> of(ObjectProvider<EventListener<T>> listeners) {
        return new EveryListener<>(listeners.orderedStream().toList());
    }

    @Override
    public void onEvent(Event<T> event) {
        tell(listener -> listener.onEvent(event));
    }

    @Override
    public void onUnreadable(String place, String reason) {
        tell(listener -> listener.onUnreadable(place, reason));
    }

    private void tell(Consumer<EventListener<T>> what) {
        RuntimeException first = null;
        for (EventListener<T> listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                first = together(first, e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException together(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
