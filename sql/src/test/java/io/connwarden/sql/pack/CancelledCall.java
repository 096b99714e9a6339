package io.connwarden.sql.pack;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Cancels a call of the pack at a known point: when its session sleeps in {@code pg_sleep}. */
final class CancelledCall {
    private static final String NAME = "cancelled-call";
    private static final String SLEEPING =
            " FROM pg_stat_activity WHERE application_name = '" + NAME + "' AND wait_event = 'PgSleep'";

    private CancelledCall() {}

    /** Runs a call, cancels it while it sleeps, and returns the rows that it returns nevertheless. */
    static List<Map<String, String>> rows(String url, String call) throws InterruptedException {
        return rows(url, call, "true");
    }

    /** Runs a call, and cancels it while it sleeps and an SQL condition on the server holds. */
    static List<Map<String, String>> rows(String url, String call, String condition) throws InterruptedException {
        String cancel = "SELECT pg_cancel_backend(pid) AS sent" + SLEEPING + " AND (" + condition + ")";
        ExecutorService caller = Executors.newSingleThreadExecutor(task -> new Thread(task, NAME));
        try {
            Future<List<Map<String, String>>> rows =
                    caller.submit(() -> PackQueries.rows(url + "&ApplicationName=" + NAME, call));
            await().atMost(PackOnServer.MAX_WAIT)
                    .until(() -> rows.isDone() || PackQueries.rows(url, cancel).contains(Map.of("sent", "t")));
            return rows.get(PackOnServer.MAX_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the call did not return rows", e);
        } finally {
            caller.shutdownNow();
        }
    }
}
