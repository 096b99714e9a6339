package io.connwarden.console.stream;

/**
 * An event of the stream.
 *
 * @param sequence the position in the log, 1 and up
 * @param type the name of the event, such as {@code health}
 * @param target the id of the target
 * @param data one line of JSON
 */
record StreamEvent(long sequence, String type, String target, String data) {}
