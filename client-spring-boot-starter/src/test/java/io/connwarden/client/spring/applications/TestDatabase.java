package io.connwarden.client.spring.applications;

import io.connwarden.testing.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A database of one test on the shared server, and the applications on it. */
public record TestDatabase(String name) {

    /** Creates an empty database. */
    public static TestDatabase create(String name) {
        TestDatabase database = new TestDatabase(name);
        database.onServer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        database.onServer("CREATE DATABASE " + name);
        return database;
    }

    public String url() {
        return SharedInfrastructure.postgres().jdbcUrl(name);
    }

    /** Starts an application on this database, with a pool of 8 connections. */
    public ConfigurableApplicationContext start(Class<?> application, String... properties) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("spring.main.banner-mode", "off");
        all.put("spring.application.name", name);
        all.put("spring.datasource.url", url());
        all.put("spring.datasource.hikari.maximum-pool-size", "8");
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        String[] arguments = all.entrySet().stream().map(set -> "--" + set).toArray(String[]::new);
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    /** Ends every session of the database, as a restart of the server does. */
    public void terminateSessions() {
        onServer("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    public long number(String sql) {
        return Long.parseLong(text(sql));
    }

    public String text(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public void execute(String sql) {
        execute(url(), sql);
    }

    private void onServer(String sql) {
        execute(SharedInfrastructure.postgres().jdbcUrl("postgres"), sql);
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
