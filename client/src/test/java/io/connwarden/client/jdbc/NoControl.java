package io.connwarden.client.jdbc;

/** A control that allows everything. */
final class NoControl implements ConnectionControl {
    @Override
    public void beforeCommit() {}

    @Override
    public void onClose() {}
}
