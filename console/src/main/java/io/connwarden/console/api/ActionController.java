package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.history.LogStore;
import io.connwarden.console.history.StoredActions;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.console.web.Revalidated;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Result;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of actions: the results of commands and of automatic actions, the latest first. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/actions")
public class ActionController {
    private final FleetView view;
    private final LogStore store;
    private final StoredActions stored;

    public ActionController(FleetView view, LogStore store) {
        this.view = view;
        this.store = store;
        this.stored = new StoredActions(store);
    }

    private ActionView view(Event<Result> event) {
        return ActionView.of(event, store.isConfigured());
    }

    @GetMapping
    Page<ActionView> actions(
            Caller caller,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.requireSelected(target);
        List<Event<Result>> actions = view.actions().stream()
                .filter(event -> caller.maySee(event.subject()))
                .filter(event -> target == null || target.equals(event.subject()))
                .toList();
        return PageRequest.of(limit, cursor).select(actions, TimeKey::of, Comparator.reverseOrder(), this::view);
    }

    /** Returns the action with this id of its result or of its command. */
    @Revalidated
    @GetMapping("/{id}")
    ActionView action(Caller caller, @PathVariable String id) {
        Predicate<Event<Result>> isShown = event -> caller.maySee(event.subject());
        return view.action(id, isShown)
                .or(() -> stored.find(id, isShown))
                .map(this::view)
                .orElseThrow(() -> ProblemException.notFound(
                        "no action '" + id + "' is known; a running action has no result yet"));
    }
}
