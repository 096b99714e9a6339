package io.connwarden.console.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

/** The annotations for writing an entry of the log in JSON. */
public interface LogEntryJson {
    /** A number of 64 bits is not exact in every reader of JSON. */
    @JsonFormat(shape = JsonFormat.Shape.STRING)
    long id();

    @JsonProperty("action")
    String eventType();

    @JsonRawValue
    String details();
}
