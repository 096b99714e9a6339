package io.connwarden.client.examples;

import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.CommandProducer;
import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import java.util.function.Consumer;

/** The Java examples of {@code docs/client/topics.md}. Each is run by a test. */
final class TopicExamples {
    private TopicExamples() {}

    static CommandProducer open(String bootstrapServers) {
        // [open]
        KafkaSettings kafka = KafkaSettings.of(bootstrapServers, "/deploy-bot");
        CommandProducer producer = CommandProducer.open(kafka);
        // [/open]
        return producer;
    }

    static EventId send(CommandProducer producer) {
        // [send]
        Command command = new Command(
                "orders-db", new CommandParameters.Cleanup(15, 10), "deploy-bot", "deploy finished", true, null);
        EventId id = producer.send(command).join(); // completed when every in-sync replica has stored it
        // [/send]
        return id;
    }

    static ResultConsumer results(KafkaSettings kafka, Consumer<String> print) {
        // [results]
        ResultConsumer results = ResultConsumer.start(
                kafka,
                event ->
                        print.accept(event.data().target() + ": " + event.data().action() + " "
                                + event.data().outcome() + ", "
                                + event.data().decision().reason()));
        // [/results]
        return results;
    }

    static AlertConsumer alerts(KafkaSettings kafka, Consumer<String> page) {
        // [alerts]
        ConsumerOptions group =
                ConsumerOptions.startingAt(new StartPosition.Latest()).inGroup("pager");
        AlertConsumer alerts = AlertConsumer.start(
                kafka,
                group,
                event -> page.accept(event.data().state() + " " + event.data().summary()));
        // [/alerts]
        return alerts;
    }
}
