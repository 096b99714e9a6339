package io.connwarden.embedded.kafka;

import io.connwarden.embedded.broker.BrokerProcess;
import io.connwarden.embedded.server.LogTail;
import io.connwarden.embedded.server.ServerDirectory;
import io.connwarden.embedded.server.StartFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The wait for the broker process to report that it is ready. The output of the process is drained afterwards. */
final class BrokerReadiness {
    private BrokerReadiness() {}

    static void await(Process process, ServerDirectory directory, Duration timeout) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> drain(process, ready), "kafka-output");
        reader.setDaemon(true);
        reader.start();
        try {
            if (ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            throw failure("exited during its start", process, directory);
        } catch (TimeoutException e) {
            throw failure("was not ready after " + timeout.toSeconds() + " s", process, directory);
        } catch (ExecutionException e) {
            throw new StartFailedException("cannot read the output of Kafka", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted during its start", process, directory);
        }
    }

    private static void drain(Process process, CompletableFuture<Boolean> ready) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals(BrokerProcess.READY)) {
                    ready.complete(true);
                }
            }
            ready.complete(false);
        } catch (IOException e) {
            ready.complete(false);
        }
    }

    private static StartFailedException failure(String problem, Process process, ServerDirectory directory) {
        KafkaServer.stop(process);
        return new StartFailedException("Kafka %s. The end of its logs in %s:%n%s%n%s"
                .formatted(
                        problem,
                        directory.path(),
                        LogTail.of(directory.file(KafkaServer.LOG_FILE)),
                        LogTail.of(directory.file(KafkaServer.ERROR_FILE))));
    }
}
