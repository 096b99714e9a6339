package io.connwarden.standalone.campaign;

import io.connwarden.testing.FreezableProxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The log store behind a proxy, with a trigger that fails every write while the store is full. */
final class CampaignStore implements AutoCloseable {
    private static final int MAX_PID = 4000;
    private static final String FULL_TRIGGER = """
            CREATE FUNCTION campaign_full() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF current_setting('campaign.is_full', true) = 'on' THEN
                RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
              END IF;
              RETURN NULL;
            END $$;
            DO $$
            DECLARE found regclass;
            BEGIN
              FOR found IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                           WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                             AND c.relname <> 'flyway_schema_history'
              LOOP
                EXECUTE format('CREATE TRIGGER campaign_full BEFORE INSERT OR UPDATE ON %s'
                               ' FOR EACH STATEMENT EXECUTE FUNCTION campaign_full()', found);
              END LOOP;
            END $$
            """;

    private final IsolatedPostgres server;
    private final FreezableProxy proxy;

    private CampaignStore(IsolatedPostgres server) {
        this.server = server;
        this.proxy = FreezableProxy.to(server.port());
    }

    static CampaignStore start(Path directory) {
        return new CampaignStore(IsolatedPostgres.start(directory, MAX_PID, List.of("max_connections=60")));
    }

    /** Must be called when the services have created the tables. */
    void plantFullTrigger() throws SQLException {
        execute(FULL_TRIGGER);
    }

    void setFull(boolean full) throws SQLException {
        alterSystem(full ? "SET campaign.is_full = 'on'" : "RESET campaign.is_full");
    }

    void setReadOnly(boolean readOnly) throws SQLException {
        alterSystem(readOnly ? "SET default_transaction_read_only = on" : "RESET default_transaction_read_only");
    }

    private void alterSystem(String change) throws SQLException {
        execute("ALTER SYSTEM " + change);
        execute("SELECT pg_reload_conf()");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    IsolatedPostgres server() {
        return server;
    }

    FreezableProxy proxy() {
        return proxy;
    }

    /** Returns the URL for the services. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres";
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }
}
