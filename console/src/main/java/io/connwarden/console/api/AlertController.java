package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of alerts, the latest first. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/alerts")
public class AlertController {
    private final FleetView view;

    public AlertController(FleetView view) {
        this.view = view;
    }

    @GetMapping
    Page<MessageView> alerts(
            Caller caller,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable AlertStatus state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.requireSelected(target);
        List<Event<Alert>> alerts = view.alerts().stream()
                .filter(event -> caller.maySee(event.subject()))
                .filter(event -> target == null || target.equals(event.subject()))
                .filter(event -> state == null || state == event.data().state())
                .toList();
        return PageRequest.of(limit, cursor).select(alerts, TimeKey::of, Comparator.reverseOrder(), MessageView::of);
    }
}
