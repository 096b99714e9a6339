package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.PauseSummary;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The route of the pauses, also of those between two times of their window, as far as results have told. A pause of all
 * targets is shown to every caller.
 */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/pauses")
public class PauseController {
    private final FleetView view;
    private final InstantSource clock;

    public PauseController(FleetView view, InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    @GetMapping
    Page<PauseView> pauses(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        Instant now = clock.instant();
        List<PauseSummary> pauses = view.pauses(now).stream()
                .filter(pause -> pause.target().equals(Command.ALL_TARGETS) || caller.maySee(pause.target()))
                .toList();
        return PageRequest.of(limit, cursor)
                .select(
                        pauses,
                        pause -> TimeKey.of(pause.since(), pause.target() + " " + pause.pauseId()),
                        Comparator.reverseOrder(),
                        pause -> PauseView.of(pause, now));
    }
}
