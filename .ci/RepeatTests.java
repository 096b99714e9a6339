import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.console.ConsoleLauncher;

/**
 * The repetition of the unit tests on the class path in one JVM. Each round has another random order; the first failure
 * ends the process. Arguments are the first seed, the last seed, and options of JUnit's console launcher.
 */
final class RepeatTests {
    private RepeatTests() {}

    public static void main(String[] arguments) {
        List<String> options = List.of(arguments).subList(2, arguments.length);
        PrintWriter out = new PrintWriter(System.out, true);
        for (int seed = Integer.parseInt(arguments[0]); seed <= Integer.parseInt(arguments[1]); seed++) {
            List<String> run = new ArrayList<>(options);
            run.add("--config");
            run.add("junit.jupiter.execution.order.random.seed=" + seed);
            if (ConsoleLauncher.run(out, out, run.toArray(String[]::new)).getExitCode() != 0) {
                out.println("FAILED with seed " + seed);
                System.exit(1);
            }
        }
        // Threads that a test left behind must not keep the JVM alive.
        System.exit(0);
    }
}
