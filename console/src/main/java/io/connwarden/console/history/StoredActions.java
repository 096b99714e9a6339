package io.connwarden.console.history;

import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.LogStoreReads.StoredResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The actions in the log store, which keeps them longer than the memory does. Thread-safe. */
public final class StoredActions {
    private static final int MAX_ID_LENGTH = 300;

    private final LogStore store;

    public StoredActions(LogStore store) {
        this.store = store;
    }

    /**
     * Finds an action by the id of its result or of its command. It is empty also while the log store is down, as
     * without one.
     *
     * @param isShown true for the actions to search
     */
    public Optional<Event<Result>> find(String id, Predicate<Event<Result>> isShown) {
        return read(id).stream().map(StoredActions::event).filter(isShown).findFirst();
    }

    /** PostgreSQL refuses a text with the character zero. */
    private List<StoredResult> read(String id) {
        if (!store.isConfigured() || id.length() > MAX_ID_LENGTH || id.chars().anyMatch(Character::isISOControl)) {
            return List.of();
        }
        try {
            return store.read(reads -> reads.results(id, ConsoleSettings.SOURCE));
        } catch (ProblemException down) {
            return List.of();
        }
    }

    private static Event<Result> event(StoredResult stored) {
        Result result = EventCodec.instance().fromJson(Result.class, stored.result());
        return new Event<>(new EventId(Result.SOURCE, stored.id()), result.finishedAt(), result);
    }
}
