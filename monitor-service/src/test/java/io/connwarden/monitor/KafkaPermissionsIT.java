package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.configuration.TopicSettings;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.monitor.publishing.HealthEventFactory;
import io.connwarden.monitor.publishing.HealthTopicProvisioner;
import io.connwarden.monitor.publishing.KafkaEventSender;
import io.connwarden.monitor.publishing.TopicProvisioningResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker that asks who is there and lets nobody do more than was granted, as documented for real ones. */
class KafkaPermissionsIT {
    private static final TopicSettings TOPICS = new TopicSettings("rights.", 2, 1);
    /** What was granted a moment ago, and a broker that does not answer at once, need some patience. */
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofSeconds(60));

    private static KafkaServer kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = KafkaServer.start(KafkaServerOptions.standard()
                .withSetting("listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withSetting("sasl.enabled.mechanisms", "PLAIN")
                .withSetting("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .withSetting(
                        "listener.name.clients.plain.sasl.jaas.config",
                        jaasConfig("admin") + " user_admin=\"admin-secret\" user_monitor=\"monitor-secret\""
                                + " user_stranger=\"stranger-secret\";")
                .withSetting("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withSetting("super.users", "User:admin;User:ANONYMOUS"));
        admin = Admin.create(clientPropertiesOf("admin"));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void without_create_permission_the_command_is_reported_and_sending_works_after_it_was_run() throws Exception {
        HealthTopicProvisioner topic = new HealthTopicProvisioner(clientPropertiesOf("monitor"), TOPICS);
        grant("monitor", TOPICS.topics().health(), AclOperation.WRITE);
        AWAIT.untilAsserted(() -> assertThat(topic.ensureTopic())
                .isInstanceOfSatisfying(
                        TopicProvisioningResult.Rejected.class,
                        refused -> assertThat(refused.reason())
                                .contains("kafka-topics.sh --bootstrap-server " + kafka.bootstrapServers()
                                        + " --create --topic rights.health --partitions 2 --replication-factor 1")));

        admin.createTopics(List.of(new NewTopic(TOPICS.topics().health(), 2, (short) 1)))
                .all()
                .get();
        AWAIT.untilAsserted(() -> assertThat(topic.ensureTopic()).isEqualTo(new TopicProvisioningResult.Exists(2)));
        AWAIT.untilAsserted(
                () -> assertThat(sendAs("monitor", TOPICS.topics().health())).isEmpty());
    }

    @Test
    void with_create_permission_the_topic_is_created() throws Exception {
        TopicSettings own = new TopicSettings("own.", 3, 1);
        grant("monitor", own.topics().health(), AclOperation.CREATE);
        grant("monitor", own.topics().health(), AclOperation.WRITE);
        // Created by itself at first, found from then on.
        AWAIT.untilAsserted(
                () -> assertThat(new HealthTopicProvisioner(clientPropertiesOf("monitor"), own).ensureTopic())
                        .isEqualTo(new TopicProvisioningResult.Exists(3)));
    }

    @Test
    void a_role_without_any_permission_is_rejected() throws Exception {
        AWAIT.untilAsserted(
                () -> assertThat(new HealthTopicProvisioner(clientPropertiesOf("stranger"), TOPICS).ensureTopic())
                        .isInstanceOf(TopicProvisioningResult.Rejected.class));
    }

    /** The reasons why the event has not arrived; none when it has. */
    private static List<String> sendAs(String user, String topic) {
        List<Object> answers = new CopyOnWriteArrayList<>();
        KafkaEventSender sender = new KafkaEventSender(clientPropertiesOf(user), topic);
        sender.send(
                new HealthEventFactory("it").create(Assessment.unreachable("orders-db", "for the test", Instant.now())),
                failure -> answers.add(failure == null ? "arrived" : failure));
        await().atMost(Duration.ofSeconds(30)).until(() -> !answers.isEmpty());
        sender.close();
        List<String> failures = new ArrayList<>();
        answers.stream().filter(answer -> answer instanceof Throwable).forEach(failure -> failures.add("" + failure));
        return failures;
    }

    private static void grant(String user, String topic, AclOperation operation) throws Exception {
        admin.createAcls(List.of(new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    private static Map<String, Object> clientPropertiesOf(String user) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                jaasConfig(user) + ";");
    }

    private static String jaasConfig(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + user + "-secret\"";
    }
}
