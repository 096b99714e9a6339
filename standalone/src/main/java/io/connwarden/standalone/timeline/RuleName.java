package io.connwarden.standalone.timeline;

import java.util.Map;

/** What each rule and guard is called, beside its number. */
final class RuleName {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("R1", "emergency"),
            Map.entry("R2", "zombie cleanup"),
            Map.entry("R3", "gentle cleanup"),
            Map.entry("R4", "stuck transactions"),
            Map.entry("R5", "nothing to do"),
            Map.entry("G1", "visibility"),
            Map.entry("G2", "paused"),
            Map.entry("G3", "cooldown"),
            Map.entry("G4", "budget"),
            Map.entry("G5", "protected"),
            Map.entry("G6", "survivors"));

    private RuleName() {}

    static String of(String number) {
        String name = NAMES.get(number);
        return name == null ? number : number + " " + name;
    }
}
