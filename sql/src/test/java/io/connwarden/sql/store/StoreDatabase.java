package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.sql.store.Commands.NewCommand;
import io.connwarden.sql.store.Commands.Requester;
import io.connwarden.testing.SharedInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A log store in a new database, created by the migrations. */
final class StoreDatabase {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    static final Instant EXPIRES = Instant.parse("2035-01-01T00:00:00Z");

    final DataSource dataSource;
    final TransactionTemplate transaction;
    final JdbcTemplate sql;

    private StoreDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.sql = new JdbcTemplate(dataSource);
    }

    static StoreDatabase create() {
        String name = "store_" + COUNTER.incrementAndGet();
        new JdbcTemplate(at("postgres")).execute("CREATE DATABASE " + name);
        DataSource store = at(name);
        Flyway.configure().dataSource(store).load().migrate();
        return new StoreDatabase(store);
    }

    /** Returns the log store as a standby answers: it accepts reads and refuses writes. */
    DataSource readOnly() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        PGSimpleDataSource store = (PGSimpleDataSource) dataSource;
        source.setUrl(store.getUrl());
        source.setUser(store.getUser());
        source.setOptions("-c default_transaction_read_only=on");
        return source;
    }

    private static DataSource at(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(SharedInfrastructure.postgres().jdbcUrl(database));
        return source;
    }

    Leases leases(String owner) {
        return new Leases(dataSource, owner, Duration.ofMinutes(1));
    }

    long accept(String id, String target) {
        return new Commands(dataSource).accept(command(id, target)).orElseThrow();
    }

    static NewCommand command(String id, String target) {
        return new NewCommand(
                new EventId("urn:test", id),
                target,
                "CLEANUP",
                false,
                new Requester(false, "dba", "test", null),
                "{}",
                EXPIRES);
    }

    List<Map<String, Object>> rows(String statement) {
        return sql.queryForList(statement);
    }
}
