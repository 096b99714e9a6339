package io.connwarden.standalone.report;

import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.standalone.environment.LogOutput;
import io.connwarden.standalone.report.StoreOptions.StoreAddress;
import io.connwarden.standalone.terminal.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that reports which sessions the rules would have ended, and whether the sessions were used again. */
@Command(
        name = "report",
        description = "Reports from the log store which sessions the rules would have ended, per rule, application and"
                + " user, and whether these sessions were used again. Changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the report is printed",
            "64:invalid command line",
            "69:the log store rejected the connection, or answered with an error"
        })
public final class ReportCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            converter = ReportPeriod.Converter.class,
            description = "Start of the period: a time before now such as 30m, 12h or 7d, or an instant such as"
                    + " 2026-05-04T10:00:00Z. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ReportPeriod since;

    @Option(names = "--target", paramLabel = "ID", description = "Only this target. Default: all targets")
    private @Nullable String target;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    public Integer call() {
        LogOutput.disable();
        Terminal terminal = Terminal.standard();
        StoreAddress address = store.address(new StandardEnvironment());
        DecisionReport report = ReportReader.read(address, since, target);
        if (format == Format.JSON) {
            terminal.printLine(ReportJson.of(report));
        } else {
            new ReportTable(terminal, Terminal.columns())
                    .lines(report, address.display())
                    .forEach(terminal::printLine);
        }
        return 0;
    }
}
