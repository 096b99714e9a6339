package io.connwarden.client.management;

import io.connwarden.contracts.message.Result;

/** A command with a result other than completed: rejected, expired or failed. */
public final class CommandNotCompletedException extends ManagementException {
    private static final long serialVersionUID = 1L;

    private final transient Result result;

    /**
     * Creates an exception. For implementations of {@link CommandTransport}.
     *
     * @param result a result that is not completed
     */
    public CommandNotCompletedException(Result result) {
        super(
                result.action() + " on target '" + result.target() + "' was " + result.outcome() + " by "
                        + result.decision().rule() + ": " + result.decision().reason(),
                null);
        this.result = result;
    }

    /**
     * Returns the result of the command.
     *
     * @return the result with its rule, its reason and its sessions
     */
    public Result result() {
        return result;
    }
}
