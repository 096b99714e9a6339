package io.connwarden.standalone.install;

import io.connwarden.sql.pack.PackException;
import io.connwarden.sql.pack.Schedules;
import io.connwarden.sql.pack.SqlPack;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.environment.LogOutput;
import io.connwarden.standalone.target.PasswordPrompt;
import io.connwarden.standalone.target.TargetOptions;
import io.connwarden.standalone.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that runs the files of the SQL pack, as {@code psql -f sql/pack/install.sql} does. */
@Command(
        name = "install-sql",
        description = "Installs, upgrades or removes the SQL pack, which reclaims connections from inside the server.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or with --dry-run: would succeed",
            "1:error of the server or no connection; nothing was changed",
            "64:invalid command line"
        })
public final class InstallSqlCommand implements Callable<Integer> {
    private static final int EXIT_OK = 0;
    private static final int EXIT_FAILED = 1;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = SqlPack.DEFAULT_SCHEMA,
            description = "Schema of the pack. Default: ${DEFAULT-VALUE}")
    private String schema = SqlPack.DEFAULT_SCHEMA;

    @Option(names = "--dry-run", description = "Run all statements in a transaction and roll it back")
    private boolean dryRun;

    @ArgGroup
    private Operation operation = new Operation();

    /** The alternatives to a plain installation, at most one. */
    private static final class Operation {
        @Option(names = "--cron", description = "Also schedule the three jobs of the pack with pg_cron")
        private boolean cron;

        @Option(names = "--remove-cron", description = "Remove the three jobs from pg_cron; the pack stays installed")
        private boolean removeCron;

        @Option(names = "--uninstall", description = "Remove the pack, its log and its jobs")
        private boolean uninstall;
    }

    @Override
    public Integer call() {
        LogOutput.disable();
        Terminal terminal = Terminal.standard();
        TargetSettings settings = target.settings(System.getenv());
        try {
            List<String> notices = PasswordPrompt.promptIfMissing(settings, System.console(), this::run);
            report(notices, terminal);
            return EXIT_OK;
        } catch (PackException | TargetException e) {
            System.err.println("connwarden: nothing was changed: " + e.getMessage());
            return EXIT_FAILED;
        }
    }

    private List<String> run(TargetSettings settings) {
        SqlPack pack = new SqlPack(TargetConnections.unpooled(settings, "connwarden-install-sql"));
        if (operation.uninstall) {
            return pack.uninstall(schema, dryRun);
        }
        if (operation.removeCron) {
            return pack.unschedule(schema, dryRun);
        }
        return operation.cron
                ? pack.installWithJobs(schema, Schedules.defaults(), dryRun)
                : pack.install(schema, dryRun);
    }

    private void report(List<String> notices, Terminal terminal) {
        if (dryRun) {
            terminal.printLine("Dry run, nothing was changed: all statements succeeded and were rolled back.");
            terminal.printLine("Would " + intention() + ". Without --dry-run the server reports:");
            notices.forEach(notice -> terminal.printLine("  " + notice));
        } else {
            notices.forEach(terminal::printLine);
            terminal.printLine(summary());
        }
    }

    private String intention() {
        if (operation.uninstall) {
            return "remove the SQL pack from schema " + schema;
        }
        if (operation.removeCron) {
            return "remove the jobs of schema " + schema + " from pg_cron";
        }
        return "install the SQL pack in schema " + schema
                + (operation.cron ? " and schedule its jobs with pg_cron" : "");
    }

    private String summary() {
        if (operation.uninstall || operation.removeCron) {
            return operation.uninstall
                    ? "The SQL pack is removed from schema " + schema + "."
                    : "The jobs are removed from pg_cron.";
        }
        return "Installed. Try: SELECT * FROM \"" + schema.replace("\"", "\"\"") + "\".monitor_connections();";
    }
}
